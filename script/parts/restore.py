"""Put back what script/backup has kept. All is made ready and checked beside what is there, which then makes
way in one step: until that moment nothing has changed."""

import argparse
import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from archive import (
    FILES,
    Manifest,
    Refused,
    bucket,
    place_of_key,
    read_manifest,
    run_script,
    unpack,
    use_settings,
)
from setup import say

if TYPE_CHECKING:
    from databases import Database


@contextmanager
def server_stopped(var: Path) -> Iterator[None]:
    """It does not run, and does not start meanwhile."""
    handle = os.open(var / "server.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        running = os.read(handle, 200).decode() or "another address"
        raise Refused(f"Partnering is running at {running}. Stop it first.") from None
    finally:
        os.close(handle)


def check_fits(manifest: Manifest, vendor: str) -> None:
    from django.db.migrations.loader import MigrationLoader

    if manifest.database != vendor:
        raise Refused(
            f"The archive holds a {manifest.database} database, and DATABASE_URL names a {vendor} one."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := [name for name in manifest.migrations if name not in known]:
        raise Refused(
            f"The archive was made by another version, {manifest.version}, with migrations that this one "
            f"does not know: {', '.join(newer)}. Take that version first."
        )


def check_copy(*, without_keys: bool) -> None:
    """As good as new: every table up to date, what is final guarded, every signature as it was."""
    from django.core.management import CommandError, call_command

    say("bringing it up to date")
    call_command("migrate", interactive=False, verbosity=0)
    say("checking what is signed")
    try:
        call_command("verify_signoffs", without_keys=without_keys)
    except CommandError as error:
        key = f"SIGNING_KEY is what {place_of_key('SIGNING_KEY')} says."
        raise Refused(
            f"{error}\nThe archive is not as it should be, or belongs to another key. {key}"
        ) from None


def put_back(
    file: Path, manifest: Manifest, database: "Database", var: Path, *, without_keys: bool = False
) -> None:
    from databases import Moves, remove
    from django.conf import settings

    files = Path(settings.MEDIA_ROOT).absolute()
    put_aside = files.with_name(f"{files.name}.replaced")
    moves = Moves()
    with tempfile.TemporaryDirectory(dir=var, prefix="restoring-") as folder:
        try:
            say(f"unpacking what was kept on {manifest.made_at}")
            count = unpack(file, Path(folder))
            database.load_copy(Path(folder, database.dump_name))
            database.use_copy()
            check_copy(without_keys=without_keys)
            people = database.query("SELECT count(*) FROM accounts_person")[0][0]
            database.close()
            if not manifest.bucket and not bucket():
                moves.move(files, put_aside)
                moves.move(Path(folder, FILES), files)
            database.put_copy_in_place(moves)
        except BaseException:
            database.close()
            moves.undo()
            database.drop_copy()
            say("nothing was changed")
            raise
    database.drop_replaced()
    remove(put_aside)
    say(f"restored, as of {manifest.made_at}: {database.name} with {people} people, and {count} files")
    if manifest.bucket:
        say(f"uploads and reports lay in the bucket {manifest.bucket}, and are no part of the archive")
    elif bucket():
        say(f"the {count} files stay in the archive: put its folder {FILES}/ into the bucket {bucket()}")


def restore() -> None:
    parser = argparse.ArgumentParser(
        prog="script/restore", description="Put back what script/backup has kept."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="also where the database has people in it")
    parser.add_argument(
        "--without-keys", action="store_true", help="also where an earlier SIGNING_KEY is lost"
    )
    given = parser.parse_args()
    file = given.file.absolute()
    use_settings()
    import django
    from databases import the_database
    from django.conf import settings

    manifest = read_manifest(file)
    var = Path(settings.VAR_DIR).absolute()
    with server_stopped(var):
        django.setup()
        database = the_database()
        check_fits(manifest, database.vendor)
        database.refuse_if_in_use()
        if not given.replace and database.exists() and database.has_people():
            raise Refused(f"{database.name} has people in it. To replace it: script/restore --replace {file}")
        put_back(file, manifest, database, var, without_keys=given.without_keys)
    key = place_of_key("SECRET_KEY")
    say(f"SECRET_KEY is what {key} says. If it was another one, put that back before you start:")
    say("with a new one everybody has to sign in anew, and links in mails that were sent are dead")


if __name__ == "__main__":
    sys.exit(run_script(restore))
