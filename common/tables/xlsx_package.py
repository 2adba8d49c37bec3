"""What a workbook is packed of, looked at before anything of it is kept in memory."""

import zipfile
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.rows import Unreadable

#: What the sheets of a workbook may unpack to; they are read a line at a time.
SHEETS_BYTES: Final = 300 * 1024 * 1024
#: What the other parts may: texts that several cells share, styles and the like, which are kept in memory.
KEPT_BYTES: Final = 16 * 1024 * 1024
#: And so many tags in them: a text of one letter takes 16 signs in the file, 200 bytes and 10 microseconds.
KEPT_TAGS: Final = 1_000_000
#: One line of a sheet.
LINE_BYTES: Final = 2 * 1024 * 1024
SHEETS: Final = "xl/worksheets/"
#: Parts that are no XML, or that are never opened.
PASSED_OVER: Final = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/pivotCache/", "xl/pivotTables/")
CHUNK: Final = 256 * 1024


def look_through(file: IO[bytes]) -> bool:
    """Whether there are formulas in it. Raises where it would unpack to more than one can take."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        sheets = [part for part in parts if part.filename.startswith(SHEETS)]
        kept = [part for part in parts if not part.filename.startswith((SHEETS, *PASSED_OVER))]
        if _bytes(sheets) > SHEETS_BYTES or _bytes(kept) > KEPT_BYTES or _shared_elsewhere(archive):
            raise _too_large()
        if sum(_tags(archive, part.filename) for part in kept) > KEPT_TAGS:
            raise _too_large()
        with_formulas = [part for part in sheets if _has_formulas(archive, part.filename)]
        return bool(with_formulas)


def _bytes(parts: list[zipfile.ZipInfo]) -> int:
    return sum(part.file_size for part in parts)


def _tags(archive: zipfile.ZipFile, name: str) -> int:
    found = 0
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            found += chunk.count(b"<")
    return found


def _shared_elsewhere(archive: zipfile.ZipFile) -> bool:
    """The list of texts lies where the list of parts says: in a place that was not measured?"""
    from openpyxl.packaging.manifest import Manifest
    from openpyxl.xml.constants import SHARED_STRINGS
    from openpyxl.xml.functions import fromstring

    part = Manifest.from_tree(fromstring(archive.read("[Content_Types].xml"))).find(SHARED_STRINGS)
    return part is not None and part.PartName[1:].startswith((SHEETS, *PASSED_OVER))


def _has_formulas(archive: zipfile.ZipFile, name: str) -> bool:
    """All of the sheet is looked at, for each of its lines has a bound."""
    found, before, since_line = False, b"", 0
    with archive.open(name) as sheet:
        while chunk := sheet.read(CHUNK):
            text = before + chunk
            found = found or b"<f>" in text or b"<f " in text or b":f>" in text
            last = max(text.rfind(b"row "), text.rfind(b"row>"))
            since_line = len(text) - last if last >= 0 else since_line + len(chunk)
            if since_line > LINE_BYTES:
                raise _too_large()
            before = chunk[-4:]
    return found


def _too_large() -> Unreadable:
    return Unreadable(_("This workbook is too large. Split it, and bring the parts one by one."))
