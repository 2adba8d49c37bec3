"""CSV as programs write it: several encodings, several separators."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.rows import Row, Table, Unreadable

CHUNK: Final = 256 * 1024
SEPARATORS: Final = ",;\t"
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_csv(file: IO[bytes]) -> Table:
    encoding, remark = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    separator = _separator_of(text)
    text.seek(0)
    return Table(_rows(text, separator), remark)


def _encoding_of(file: IO[bytes]) -> tuple[str, str]:
    file.seek(0)
    head = file.read(4)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(_("This is a workbook, not CSV. Give it a name that ends with .xlsx."))
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, ""
    file.seek(0)
    decoder, nothing = codecs.getincrementaldecoder("utf-8")(), b"\x00"
    is_utf_8 = True
    while chunk := file.read(CHUNK):
        if nothing in chunk:
            raise Unreadable(_("This is not a text file. Save the table as “CSV UTF-8” or as XLSX."))
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            is_utf_8 = False
            break
    if is_utf_8 and not decoder.getstate()[0]:
        return "utf-8", ""
    remark = _(
        "The file does not say how its letters are written; it was read as Western European (Windows-1252). "
        "Look whether å, ä, ö and the like are right. If not, save it as “CSV UTF-8” and try again."
    )
    return ("cp1252" if _decodes(file, "cp1252") else "latin-1"), remark


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            chunk.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _separator_of(text: io.TextIOWrapper) -> str:
    """The one that parts the first line into the most cells."""
    try:
        first = next((line for line in text if line.strip()), "")
    except UnicodeError:
        raise Unreadable(_("Its letters cannot be read. Save it as “CSV UTF-8” and try again.")) from None
    return max(SEPARATORS, key=lambda separator: len(next(csv.reader([first], delimiter=separator), [])))


def _rows(text: io.TextIOWrapper, separator: str) -> Iterator[Row]:
    reader = csv.reader(text, delimiter=separator)
    line = 1
    try:
        for cells in reader:
            yield Row(line, list(cells))
            line = reader.line_num + 1
    except csv.Error:
        message = _("Line %(line)s cannot be read: perhaps a quotation mark is opened and never closed.")
        raise Unreadable(message % {"line": line}) from None
    except UnicodeError:
        raise Unreadable(_("Its letters cannot be read. Save it as “CSV UTF-8” and try again.")) from None
