"""Where the releases are: in packages, in records, bare, in lists of any of them, or on a line each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from agreements.importing.ocds.stream import JSONReader, NotJSON, Unreadable, lines_of
from agreements.importing.ocds.values import objects, text

LOOKED_AT: Final = 20
LISTS: Final = ("releases", "records")
RECORD: Final = frozenset(("compiledRelease", "versionedRelease", "releases"))


@dataclass(frozen=True)
class Published:
    """A release as it stands in the file, and when its package was published."""

    raw: Any
    package_date: Any = None
    #: How many signs it takes.
    size: int = 0


@dataclass(frozen=True)
class Problem:
    """Something in a file that could not be used: what, and why."""

    about: str
    why: str


Found = Published | Problem


def read_entries(file: IO[bytes]) -> Iterator[Found]:
    """All releases of a file, in order. Raises ``Unreadable`` before the first one where it cannot be read
    to its end: the file is gone through once before, and nothing of it is kept."""
    file.seek(0)
    try:
        keys = _look_through(file)
    except Unreadable as error:
        file.seek(0)
        if not _has_lines(file):
            raise error from None
        file.seek(0)
        yield from _of_lines(file)
        return
    file.seek(0)
    yield from _of_document(file, keys)


def _look_through(file: IO[bytes]) -> dict[str, Any] | None:
    """The keys of the document, with short values only; ``None`` where it is a list."""
    reader = JSONReader(file)
    found: dict[str, Any] | None = None
    sign = reader.peek()
    if sign == "":
        raise Unreadable(_("it is empty"))
    if sign == "[":
        for _entry in reader.entries():
            pass
    elif sign == "{":
        found = {}
        for key in reader.names():
            found[key] = _short(reader)
            if len(found) > 1000:
                raise Unreadable(_("it is JSON, but not OCDS: neither a release nor a package of them"))
    else:
        reader.value()
        raise NotJSON(_("it is JSON, but not OCDS"))
    if reader.peek():
        raise reader.broken(reader.at)
    return found


def _short(reader: JSONReader) -> Any:
    if reader.peek() == "[":
        for _entry in reader.entries():
            pass
        return []
    value = reader.value()
    return value[:200] if isinstance(value, str) else bool(value)


def _of_document(file: IO[bytes], keys: dict[str, Any] | None) -> Iterator[Found]:
    reader = JSONReader(file)
    reader.peek()
    date = keys.get("publishedDate") if keys else None
    count = 0
    if keys is None:
        for entry, size in reader.entries():
            for found in _of_entry(entry, None, size):
                count += 1
                yield found
    elif "ocid" in keys or not keys.keys() & set(LISTS):
        value = reader.value()
        for found in _of_single(value, reader.taken):
            count += 1
            yield found
    else:
        wanted = "records" if "records" in keys else "releases"
        for key in reader.names():
            if key == wanted and reader.peek() == "[":
                given = reader.entries()
            elif key == wanted:
                given = iter([(reader.value(), reader.taken)])
            else:
                _short(reader)
                continue
            for entry, size in given:
                for found in _of_listed(wanted, entry, date, size):
                    count += 1
                    yield found
    if not count:
        raise Unreadable(_("there is no release in it"))


def _of_listed(wanted: str, entry: Any, date: Any, size: int) -> Iterator[Found]:
    if wanted == "releases":
        yield _unless_linked(entry, date, size)
    elif isinstance(entry, dict):
        yield from _of_record(entry, date, size)


def _of_entry(entry: Any, date: Any, size: int) -> Iterator[Found]:
    """An entry of a list; ``{}`` is a release that says nothing, and not a file that is none."""
    if isinstance(entry, dict) and "ocid" not in entry and entry.keys() & set(LISTS):
        yield from _of_package(entry, size)
    elif isinstance(entry, dict) and entry.keys() & RECORD:
        yield from _of_record(entry, date, size)
    else:
        yield _unless_linked(entry, date, size)


def _of_package(package: dict[str, Any], size: int) -> Iterator[Found]:
    wanted = "records" if "records" in package else "releases"
    given = package[wanted]
    for entry in given if isinstance(given, list) else [given]:
        yield from _of_listed(wanted, entry, package.get("publishedDate"), size // max(1, len(given)))


def _of_single(document: Any, size: int) -> Iterator[Found]:
    if not isinstance(document, dict):
        raise Unreadable(_("it is JSON, but not OCDS"))
    if document.keys() & (RECORD | {"records"}) or not document or document.keys() & {"ocid", "tag"}:
        yield from _of_entry(document, None, size)
    else:
        raise Unreadable(_("it is JSON, but not OCDS: neither a release nor a package of them"))


def _of_record(record: dict[str, Any], date: Any, size: int) -> Iterator[Found]:
    """The compiled release where there is one, else the releases, oldest first."""
    ocid = text(record.get("ocid"), 120)
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict) and compiled:
        yield Published({"ocid": ocid, **compiled}, date, size)
        return
    given = sorted(objects(record.get("releases")), key=lambda release: text(release.get("date"), 40))
    if not given:
        yield Problem(_("record %(ocid)s") % {"ocid": ocid or "?"}, _("it holds no release"))
    for release in given:
        yield _unless_linked(release, date, size // len(given), ocid)


def _unless_linked(release: Any, date: Any, size: int, ocid: str = "") -> Found:
    """A release that is only linked to is said: nothing is fetched from outside."""
    if isinstance(release, dict) and release.get("url") and not release.get("ocid"):
        return Problem(text(release["url"], 200), _("this release is only linked to, and is not fetched"))
    if ocid and isinstance(release, dict) and release and "ocid" not in release:
        release = {"ocid": ocid, **release}
    return Published(release, date, size)


def _has_lines(file: IO[bytes]) -> bool:
    """Whether the first line is a release or a package, or most of those at the top are."""
    good = bad = 0
    for _number, value, _size in lines_of(file):
        if isinstance(value, dict) and value.keys() & {"ocid", *LISTS}:
            good += 1
        else:
            bad += 1
        if (good and not bad) or good > bad + 1 or good + bad == LOOKED_AT:
            break
    return good > bad


def _of_lines(file: IO[bytes]) -> Iterator[Found]:
    for number, value, size in lines_of(file):
        about = _("line %(line)d") % {"line": number}
        if isinstance(value, Unreadable):
            yield Problem(about, str(value))
        elif isinstance(value, list):
            for entry in value:
                yield from _of_entry(entry, None, size // max(1, len(value)))
        elif isinstance(value, dict) and (not value or value.keys() & {"ocid", "tag", *RECORD, *LISTS}):
            yield from _of_entry(value, None, size)
        else:
            yield Problem(about, _("it is JSON, but not OCDS"))
