"""Tables to take along, as CSV or XLSX. A room says what its columns are called and how a row reads; what
could be a formula in a spreadsheet is made text here."""

import io
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.http import content_disposition_header

from common.csv_rows import BYTE_ORDER_MARK, csv_lines, harmless

#: Lines in memory at a time.
AT_ONCE: Final = 500
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What each list leaves as.
KINDS: Final = ("csv", "xlsx")
#: Where a comma is the decimal mark, spreadsheets take a semicolon between the cells.
SEMICOLON: Final = ("sv", "nb")

Item = TypeVar("Item")
Value = str | int | float | date | None


@dataclass(frozen=True)
class Export(Generic[Item]):
    """``headings`` and ``row`` are called in the reader's language and time zone; ``title`` names the file
    and its sheet."""

    title: Any
    headings: Callable[[], Sequence[str]]
    row: Callable[[Item], Sequence[Value]]

    def as_file(self, kind: str, items: Iterable[Item], about: str = "") -> HttpResponseBase:
        """One of ``KINDS``, called by what it holds, what it is about, and the day."""
        words = [str(self.title), about, timezone.localdate().isoformat()]
        file_name = f"{' '.join(' '.join(words).translate(_NOT_IN_NAMES).split())}.{kind}"
        return self.as_csv(items, file_name) if kind == "csv" else self.as_xlsx(items, file_name)

    def as_csv(self, items: Iterable[Item], file_name: str) -> StreamingHttpResponse:
        """A portion at a time. The lines are written after the middleware has put language and time zone
        back, and so carry their own."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        lines = self._lines(iter(items), language, timezone.get_current_timezone_name())
        return StreamingHttpResponse(lines, content_type=CSV, headers=_attached(file_name))

    def as_xlsx(self, items: Iterable[Item], file_name: str) -> HttpResponse:
        from openpyxl import Workbook  # large, and needed for nothing but this file

        book = Workbook(write_only=True)
        sheet = book.create_sheet(str(self.title).translate(_NOT_IN_NAMES)[:31])
        sheet.freeze_panes = "A2"
        sheet.append(list(self.headings()))
        for item in items:
            sheet.append([_in_a_sheet(value) for value in self.row(item)])
        file = io.BytesIO()
        book.save(file)
        return HttpResponse(file.getvalue(), content_type=XLSX, headers=_attached(file_name))

    def _lines(self, items: Iterator[Item], language: str, zone: str) -> Iterator[str]:
        text, is_nordic = BYTE_ORDER_MARK, language.startswith(SEMICOLON)
        with translation.override(language):
            rows: list[Sequence[Any]] = [self.headings()]
        while rows:
            yield text + csv_lines(rows, ";" if is_nordic else ",")
            text = ""
            with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
                some = [self.row(item) for item in islice(items, AT_ONCE)]
            rows = [[_in_csv(value, is_nordic) for value in row] for row in some]


def _attached(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": content_disposition_header(True, file_name) or ""}


#: What a file's or a sheet's name cannot hold somewhere.
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|[]', " "))


def export_paths(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """One address for each of ``KINDS``: ``<name>_csv`` and ``<name>_xlsx``."""
    return [path(f"{route}.{kind}", view, {"kind": kind}, f"{name}_{kind}") for kind in KINDS]


def _in_csv(value: Value, is_nordic: bool) -> str:
    if value is None:
        return ""
    if is_nordic and isinstance(value, float):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_a_sheet(value: Value) -> Value:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # what XML cannot hold

    return harmless(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value
