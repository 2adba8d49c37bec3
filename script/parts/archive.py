"""What script/backup writes and script/restore reads: one tar.gz with manifest, database and files."""

import gzip
import json
import os
import shutil
import signal
import sqlite3
import sys
import tarfile
import tomllib
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from setup import ROOT, CannotSetUp, say

MANIFEST = "manifest.json"
FILES = "files"
FORMAT = 1
BROKEN = (EOFError, gzip.BadGzipFile, tarfile.TarError, zlib.error)
NOT_OURS = "{file} is not a whole archive of script/backup: {error}"


class Refused(CannotSetUp):
    """Told to the reader as it is, without a traceback."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    format: int
    version: str
    made_at: str
    #: ``sqlite`` or ``postgresql``
    database: str
    migrations: list[str]
    #: Empty where the files lie in the archive.
    bucket: str


def new_manifest(database: str, migrations: list[str], bucket: str) -> Manifest:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return Manifest(
        FORMAT, version, datetime.now(UTC).isoformat(timespec="seconds"), database, migrations, bucket
    )


def pack(target: Path, manifest: Manifest, dump: Path, files: Path | None) -> int:
    """How many files lie in it."""
    described = dump.parent / MANIFEST
    described.write_text(json.dumps(asdict(manifest), indent=2))
    count = 0
    with tarfile.open(target, "w:gz", compresslevel=3) as archive:
        archive.add(described, MANIFEST)  # first, so that it is read without the rest
        archive.add(dump, dump.name)
        for path in sorted(files.rglob("*")) if files else []:
            if path.is_file() and files:
                try:
                    archive.add(path, f"{FILES}/{path.relative_to(files)}")
                except FileNotFoundError:
                    continue  # the sweep took it meanwhile: nothing refers to it any more
                count += 1
    return count


def read_manifest(file: Path) -> Manifest:
    try:
        with tarfile.open(file, "r:gz") as archive:
            first = archive.next()
            said = archive.extractfile(first) if first and first.name == MANIFEST else None
            if said is None:
                raise Refused(NOT_OURS.format(file=file, error="it has no manifest."))
            found = json.load(said)
        if found["format"] != FORMAT:
            raise Refused(f"{file} was made by a newer version of script/backup.")
        return Manifest(**found)
    except (*BROKEN, ValueError, KeyError, TypeError) as error:
        raise Refused(NOT_OURS.format(file=file, error=error)) from None


def unpack(file: Path, folder: Path) -> int:
    """How many files lie in it. Nothing is written outside the folder, whatever the archive says."""
    (folder / FILES).mkdir()
    count = 0
    try:
        with gzip.open(file) as whole, tarfile.open(fileobj=whole, mode="r|") as archive:
            for member in archive:
                target = (folder / member.name).resolve()
                source = archive.extractfile(member) if member.isfile() else None
                if source is None or not target.is_relative_to(folder.resolve()):
                    raise Refused(NOT_OURS.format(file=file, error=f"{member.name} does not belong in it."))
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as output:
                    shutil.copyfileobj(source, output)
                count += member.name.startswith(f"{FILES}/")
            while whole.read(1_000_000):
                pass  # to its checksum: of an archive that was cut short, tarfile takes what there is
    except BROKEN as error:
        raise Refused(NOT_OURS.format(file=file, error=error)) from None
    return count


def use_settings() -> None:
    """The same settings as script/manage, in this process."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    is_tls = os.environ.get("SITE_URL", "").startswith("https://")
    os.environ.setdefault("DEBUG", "0" if is_tls else "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")


def bucket() -> str:
    from django.conf import settings

    options = settings.STORAGES["default"].get("OPTIONS", {})
    return str(options.get("bucket_name", ""))


def place_of_key(name: str) -> str:
    from django.conf import settings

    if os.environ.get(name):
        return f"the environment variable {name}"
    return str(settings.VAR_DIR.absolute() / name.lower())


def be_told(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # cleans up on the way


def run_script(work: Callable[[], None]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, be_told)
    try:
        work()
    except (CannotSetUp, OSError, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130
    return 0
