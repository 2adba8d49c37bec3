"""From a file to the releases in it, or one clear line about why it cannot be read."""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agreements.importing.ocds.packages import Found, Problem, read_entries
from agreements.importing.ocds.stream import CHUNK, Unreadable

LIMIT_BYTES: int = settings.UPLOAD_LIMIT_BYTES
#: What a compressed file may unpack to; it is read in pieces.
UNPACKED_BYTES: int = 4 * LIMIT_BYTES
#: Files in a folder are chosen by how their names end, whatever the case.
ENDINGS: Final = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz", ".zip")
IN_ARCHIVES: Final = ENDINGS[:3]
MOST_IN_AN_ARCHIVE: Final = 1000
#: What is in a file: asked once, from the beginning.
Read = Callable[[], Iterator[Found]]


def find_files(path: Path) -> list[Path]:
    """The file itself, or all files in the folder, and the folders in it, that could hold releases: by how
    their names end, and without an ending by how they begin."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Unreadable(_("there is no such file or folder"))
    found = sorted(each for each in path.rglob("*") if each.is_file() and _is_meant(each))
    if not found:
        raise Unreadable(_("there is no JSON file in this folder"))
    return found


def _is_meant(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    if path.suffix:
        return path.name.lower().endswith(ENDINGS)
    try:
        with path.open("rb") as file:
            top = file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return False
    return top[:1] in (b"{", b"[")


def read_path(path: Path) -> Iterator[Found]:
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise Unreadable(too_large(size))
        with path.open("rb") as file:
            yield from read_file(file)
    except OSError as error:
        raise Unreadable(
            _("it cannot be opened: %(why)s") % {"why": error.strerror or type(error).__name__}
        ) from None


def too_large(size: int) -> str:
    return _("it is too large: %(size)s, and at most %(limit)s can be read at once") % {
        "size": filesizeformat(size).replace("\xa0", " "),
        "limit": filesizeformat(LIMIT_BYTES).replace("\xa0", " "),
    }


def read_file(file: IO[bytes]) -> Iterator[Found]:
    """By what it begins with, whatever it is called."""
    file.seek(0)
    top = file.read(4)
    if top.startswith(b"PK"):
        yield from _of_archive(file)
    elif top.startswith(b"\x1f\x8b"):
        with _words_for_damage():
            file.seek(0)
            unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
            yield from _plain(cast("IO[bytes]", _Bounded(unpacked, UNPACKED_BYTES)))
    else:
        yield from _plain(file)


def _plain(file: IO[bytes]) -> Iterator[Found]:
    file.seek(0)
    top = file.read(4)
    if top.startswith((b"PK", b"\x1f\x8b", b"BZh", b"\xfd7zX")):
        raise Unreadable(_("it is compressed: unpack it first"))
    if top.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in top:
        raise Unreadable(_("it is written in UTF-16 or UTF-32: save it as UTF-8"))
    yield from read_entries(file)


def _of_archive(file: IO[bytes]) -> Iterator[Found]:
    """All of the JSON files in it; one that cannot be read costs itself only."""
    with _words_for_damage(), zipfile.ZipFile(file) as archive:
        parts = [part for part in archive.infolist() if _is_meant_in_archive(part)]
        if not parts:
            raise Unreadable(_("there is no JSON file in this archive"))
        if len(parts) > MOST_IN_AN_ARCHIVE or sum(part.file_size for part in parts) > UNPACKED_BYTES:
            raise Unreadable(_unpacks_to_too_much())
        problems = []
        for part in parts:
            try:
                with archive.open(part) as opened:
                    yield from _plain(cast("IO[bytes]", _Bounded(opened, part.file_size + CHUNK)))
            except Unreadable as error:
                problems.append(Problem(part.filename[-120:], str(error)))
        if len(problems) == len(parts) == 1:
            raise Unreadable(problems[0].why)
        yield from problems


def _is_meant_in_archive(part: zipfile.ZipInfo) -> bool:
    name = part.filename.rpartition("/")[2].lower()
    is_hidden = name.startswith(".") or part.filename.startswith("__MACOSX/")
    return bool(name) and not is_hidden and (name.endswith(IN_ARCHIVES) or "." not in name)


class _Bounded:
    """A compressed file that is read up to a bound, however far it would unpack."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self.file, self.most, self.left = file, most, most

    def seek(self, place: int) -> int:
        self.left = self.most
        return self.file.seek(place)

    def read(self, size: int) -> bytes:
        return self._counted(self.file.read(size))

    def readline(self, size: int) -> bytes:
        return self._counted(self.file.readline(size))

    def _counted(self, found: bytes) -> bytes:
        self.left -= len(found)
        if self.left < 0:
            raise Unreadable(_unpacks_to_too_much())
        return found


def _unpacks_to_too_much() -> str:
    limit = filesizeformat(UNPACKED_BYTES).replace("\xa0", " ")
    return _("it unpacks to more than %(limit)s: bring it in parts") % {"limit": limit}


@contextmanager
def _words_for_damage() -> Iterator[None]:
    try:
        yield
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise Unreadable(_("this compressed file is damaged or locked: zip it again")) from None
