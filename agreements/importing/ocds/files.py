"""From a file to the releases in it, or one clear line about why it cannot be read."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from agreements.importing.ocds.values import objects, text

LIMIT_BYTES: int = settings.UPLOAD_LIMIT_BYTES
SUFFIXES = (".json", ".jsonl")
ENOUGH_BAD_LINES = 20

#: A release as it stands in the file, and when its package was published.
Raw = tuple[Any, Any]


class Unreadable(Exception):
    """A file that nothing can be read from; the message is for people."""


class Contents:
    """What a file holds: releases, and what in it could not be used as one."""

    def __init__(self, releases: list[Raw], problems: list[str]) -> None:
        self.releases = releases
        self.problems = problems


def find_files(path: Path) -> list[Path]:
    """The file itself, or every ``.json`` and ``.jsonl`` file in the folder and the folders in it."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise Unreadable(_("there is no such file or folder"))
    found = sorted(each for each in path.rglob("*") if each.suffix in SUFFIXES and each.is_file())
    if not found:
        raise Unreadable(_("there is no .json file in this folder"))
    return found


def read_path(path: Path) -> Contents:
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise Unreadable(too_large(size))
        return read_bytes(path.read_bytes())
    except OSError as error:
        raise Unreadable(
            _("it cannot be opened: %(why)s") % {"why": error.strerror or type(error).__name__}
        ) from None


def too_large(size: int) -> str:
    return _("it is too large: %(size)s, and at most %(limit)s can be read at once") % {
        "size": filesizeformat(size).replace("\xa0", " "),
        "limit": filesizeformat(LIMIT_BYTES).replace("\xa0", " "),
    }


def read_bytes(content: bytes) -> Contents:
    written = _decode(content)
    if not written.strip():
        raise Unreadable(_("it is empty"))
    try:
        return _contents(_parse(written))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and (lines := _read_lines(written)):
            return lines
        raise Unreadable(_say(error, written)) from None


def _parse(written: str) -> Any:
    try:
        # amounts stay exact; "NaN", which JSON does not have, stays a text and is refused where it stands
        return json.loads(written, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except RecursionError:
        raise Unreadable(_("it is nested too deeply to be OCDS")) from None
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            raise
        raise Unreadable(_("it holds a number that is too long")) from None
    except ArithmeticError:
        raise Unreadable(_("it holds a number that is too large")) from None


def _say(error: json.JSONDecodeError, written: str) -> str:
    if written.lstrip()[:1] not in "{[":
        return _("it is not JSON")
    if error.pos >= len(written.rstrip()) or error.msg.startswith("Unterminated string"):
        return _("it breaks off before its end: line %(line)d") % {"line": error.lineno}
    return _("it is not valid JSON: line %(line)d, column %(column)d") % {
        "line": error.lineno,
        "column": error.colno,
    }


def _decode(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise Unreadable(_("it is compressed: unpack it first"))
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\x00" in content[:4]:
        raise Unreadable(_("it is written in UTF-16 or UTF-32: save it as UTF-8"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("it is not written in UTF-8 (line %(line)d): save it as UTF-8") % {"line": line}
        ) from None


def _read_lines(written: str) -> Contents | None:
    """JSON lines: each line a release or a package. ``None`` where that is not what the file is."""
    releases: list[Raw] = []
    problems: list[str] = []
    for number, line in enumerate(written.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found = _contents(_parse(line))
        except (json.JSONDecodeError, Unreadable):
            problems.append(_("line %(line)d is not valid JSON") % {"line": number})
        else:
            releases += found.releases
            problems += found.problems
        if not releases and len(problems) >= ENOUGH_BAD_LINES:
            return None
    return Contents(releases, problems) if releases else None


def _contents(document: Any) -> Contents:
    """Release and record packages, bare releases and records, and lists of any of them."""
    problems: list[str] = []
    releases = list(_releases(document, None, problems))
    if not releases and not problems:
        raise Unreadable(_("there is no release in it"))
    return Contents(releases, problems)


def _releases(document: Any, published: Any, problems: list[str]) -> Iterator[Raw]:
    if isinstance(document, list):
        for entry in document:
            # {} in a list is a release that says nothing, not a file that is none
            yield from _releases(entry, published, problems) if _is_container(entry) else [(entry, published)]
    elif not isinstance(document, dict):
        raise Unreadable(_("it is JSON, but not OCDS"))
    elif "records" in document and "ocid" not in document:
        for record in objects(document["records"]):
            yield from _of_record(record, document.get("publishedDate"), problems)
    elif "releases" in document and "ocid" not in document:
        given = document["releases"]
        for release in given if isinstance(given, list) else [given]:
            yield from _unless_linked(release, document.get("publishedDate"), problems)
    elif _is_record(document):
        yield from _of_record(document, published, problems)
    elif not document or "ocid" in document or "tag" in document:
        yield (document, published)
    else:
        raise Unreadable(_("it is JSON, but not OCDS: neither a release nor a package of them"))


def _is_record(document: dict[str, Any]) -> bool:
    return bool({"compiledRelease", "versionedRelease", "releases"} & document.keys())


def _is_container(entry: Any) -> bool:
    return isinstance(entry, dict) and (_is_record(entry) or "records" in entry)


def _of_record(record: dict[str, Any], published: Any, problems: list[str]) -> Iterator[Raw]:
    """The compiled release where there is one, else the releases, oldest first."""
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict) and compiled:
        yield ({"ocid": record.get("ocid"), **compiled}, published)
        return
    given = sorted(objects(record.get("releases")), key=lambda release: text(release.get("date"), 40))
    if not given:
        problems.append(
            _("record %(ocid)s holds no release") % {"ocid": text(record.get("ocid"), 120) or "?"}
        )
    for release in given:
        yield from _unless_linked(release, published, problems)


def _unless_linked(release: Any, published: Any, problems: list[str]) -> Iterator[Raw]:
    """A release that is only linked to is said: nothing is fetched from outside."""
    if isinstance(release, dict) and release.get("url") and not release.get("ocid"):
        problems.append(
            _("a release is only linked to and is not fetched: %(url)s") % {"url": text(release["url"], 200)}
        )
    else:
        yield (release, published)
