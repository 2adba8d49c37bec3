"""Keep everything in one archive, written beside its place and renamed: there is never half of one."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from archive import Refused, bucket, new_manifest, pack, place_of_key, run_script, use_settings
from setup import say

USAGE = "script/backup [FILE or FOLDER]"


def back_up() -> None:
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        raise Refused(USAGE)
    given = Path(sys.argv[1]).absolute() if sys.argv[1:] else None
    if given and given.is_file():
        raise Refused(f"{given} is there already.")
    use_settings()
    import django
    from databases import the_database
    from django.conf import settings

    target = given or settings.VAR_DIR.absolute() / "backups"
    if not given or target.is_dir():
        target /= f"partnering-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar.gz"
    django.setup()
    database = the_database()
    if not database.exists():
        raise Refused(f"There is no database {database.name} yet.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        dump, part = Path(folder, database.dump_name), Path(folder, "archive")
        said = database.query("SELECT app, name FROM django_migrations ORDER BY id")
        database.close()
        manifest = new_manifest(database.vendor, [f"{app}.{name}" for app, name in said], bucket())
        # what is uploaded after the database was read is not missed by it
        database.dump(dump)
        count = pack(part, manifest, dump, None if manifest.bucket else Path(settings.MEDIA_ROOT))
        part.chmod(0o600)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.rename(target)
    size = target.stat().st_size / 1_000_000
    say(f"{target} holds the database and {count} files: {size:.1f} MB. Copy it to another machine")
    if manifest.bucket:
        say(f"uploads and reports lie in the bucket {manifest.bucket}: whoever runs it has to back it up")
    say("two keys are not in it. Keep a copy of each in a safe place of its own:")
    say(f"SECRET_KEY is in {place_of_key('SECRET_KEY')}")
    say(f"SIGNING_KEY is in {place_of_key('SIGNING_KEY')}: without it nobody can prove what was signed")


if __name__ == "__main__":
    sys.exit(run_script(back_up))
