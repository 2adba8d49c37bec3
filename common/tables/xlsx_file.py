"""XLSX, streamed: the first sheet, what one sees in its cells."""

import zipfile
from collections.abc import Iterator
from itertools import repeat
from typing import IO, Any, Final
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from common.tables.rows import Broken, Cell, Row, Table, Unreadable

#: What a workbook may unpack to; one that is packed to burst is not unpacked.
UNPACKED_BYTES: Final = 600 * 1024 * 1024
CHUNK: Final = 1024 * 1024
UNUSABLE: Final = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    ParseError,
    OSError,
    IndexError,
)


def read_xlsx(file: IO[bytes]) -> Table:
    file.seek(0)
    if file.read(4) == b"\xd0\xcf\x11\xe0":
        message = _("This is an old or a locked workbook. Save it as .xlsx without a password.")
        raise Unreadable(message)
    file.seek(0)
    try:
        has_formulas = _looked_through(file)
        seen = _sheet(file, results=True)
        written = _sheet(file, results=False) if has_formulas else None
    except UNUSABLE:
        raise Unreadable(_not_a_workbook()) from None
    return Table(_rows(seen, written))


def _looked_through(file: IO[bytes]) -> bool:
    """Whether there are formulas in it. Raises where it would unpack to more than one can take."""
    with zipfile.ZipFile(file) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES:
            raise Unreadable(_("This workbook is too large. Split it, and bring the parts one by one."))
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_has_formulas(archive, name) for name in sheets)


def _has_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    before = b""
    with archive.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            if b"<f>" in (text := before + chunk) or b"<f " in text or b":f>" in text:
                return True
            before = chunk[-4:]
    return False


def _sheet(file: IO[bytes], *, results: bool) -> Any:
    """The first sheet: the results of its formulas, or the formulas."""
    # large, and needed only where somebody brings a workbook
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=results)
    except InvalidFileException:
        raise Unreadable(_not_a_workbook()) from None
    if not book.worksheets:
        raise Unreadable(_("There is no sheet in this workbook."))
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong size
    return sheet


def _rows(seen: Any, written: Any) -> Iterator[Row]:
    as_written = written.iter_rows() if written else repeat(())
    try:
        for line, (values, cells) in enumerate(zip(seen.iter_rows(), as_written, strict=False), start=1):
            formulas = {number for number, cell in enumerate(cells) if cell.data_type == "f"}
            yield Row(line, [_value(cell, n in formulas) for n, cell in enumerate(values)])
    except UNUSABLE:
        raise Unreadable(_not_a_workbook()) from None


def _value(cell: Any, is_formula: bool) -> Cell:
    value: Cell = cell.value
    if is_formula and value is None:
        return Broken(
            _("a formula without its result. Save the file in Excel and bring it again, or type the value")
        )
    if cell.data_type == "e":
        return Broken(_("an error of the spreadsheet (%(error)s). Mend the formula") % {"error": value})
    return value


def _not_a_workbook() -> str:
    return _("This workbook cannot be read: it is damaged, or no XLSX. Save it anew as .xlsx.")
