"""How the letters of a text file are written."""

import codecs
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.rows import Unreadable

CHUNK: Final = 256 * 1024
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the next one does
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32"),
)


def encoding_of(file: IO[bytes]) -> tuple[str, str]:
    """What it is called, and what whoever brought the file should look at."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(_("This is a workbook, not CSV. Give it a name that ends with .xlsx."))
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, ""
    if encoding := _without_mark(head):
        return encoding, ""
    is_utf_8, only_returns = _looked_through(file)
    if is_utf_8:
        return "utf-8", ""
    if only_returns:  # nothing but an old Mac ends lines so
        return "mac_roman", _guessed("Mac Roman")
    return ("cp1252" if _decodes(file, "cp1252") else "latin-1"), _guessed("Windows-1252")


def _without_mark(head: bytes) -> str:
    """UTF-16 of a text that begins with two plain letters, as a heading does."""
    if len(head) == 4 and head[0] and head[2] and not (head[1] or head[3]):
        return "utf-16-le"
    if len(head) == 4 and head[1] and head[3] and not (head[0] or head[2]):
        return "utf-16-be"
    return ""


def _looked_through(file: IO[bytes]) -> tuple[bool, bool]:
    """Whether it is UTF-8, and whether its lines end with a carriage return alone."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, has_returns, has_newlines = True, False, False
    while chunk := file.read(CHUNK):
        if b"\x00" in chunk:
            raise Unreadable(_("This is not a text file. Save the table as “CSV UTF-8” or as XLSX."))
        has_returns, has_newlines = has_returns or b"\r" in chunk, has_newlines or b"\n" in chunk
        if is_utf_8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                is_utf_8 = False
    return is_utf_8 and not decoder.getstate()[0], has_returns and not has_newlines


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            chunk.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(name: str) -> str:
    return _(
        "The file does not say how its letters are written; it was read as Western European (%(name)s). "
        "Look whether å, ä, ö and the like are right. If not, save it as “CSV UTF-8” and try again."
    ) % {"name": name}
