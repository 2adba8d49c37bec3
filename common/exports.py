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
from django.utils import timezone, translation

from common.csv_rows import BYTE_ORDER_MARK, csv_lines, harmless

#: Lines in memory at a time.
AT_ONCE: Final = 500
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Item = TypeVar("Item")
Value = str | int | float | date | None


@dataclass(frozen=True)
class Export(Generic[Item]):
    """``headings`` and ``row`` are called in the reader's language and time zone."""

    headings: Callable[[], Sequence[str]]
    row: Callable[[Item], Sequence[Value]]

    def as_csv(self, items: Iterable[Item], file_name: str) -> StreamingHttpResponse:
        """A portion at a time. The lines are written after the middleware has put language and time zone
        back, and so carry their own."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        lines = self._lines(iter(items), language, timezone.get_current_timezone_name())
        return StreamingHttpResponse(lines, content_type=CSV, headers=_attached(file_name))

    def as_xlsx(self, items: Iterable[Item], file_name: str, sheet_name: str) -> HttpResponse:
        from openpyxl import Workbook  # large, and needed for nothing but this file

        book = Workbook(write_only=True)
        sheet = book.create_sheet(sheet_name)
        sheet.freeze_panes = "A2"
        sheet.append(list(self.headings()))
        for item in items:
            sheet.append([_in_a_sheet(value) for value in self.row(item)])
        file = io.BytesIO()
        book.save(file)
        return HttpResponse(file.getvalue(), content_type=XLSX, headers=_attached(file_name))

    def _lines(self, items: Iterator[Item], language: str, zone: str) -> Iterator[str]:
        text = BYTE_ORDER_MARK
        with translation.override(language):
            rows: list[Sequence[Any]] = [self.headings()]
        while rows:
            yield text + csv_lines(rows)
            text = ""
            with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
                rows = [[_in_csv(value) for value in self.row(item)] for item in islice(items, AT_ONCE)]


def _attached(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file_name}"'}


def _in_csv(value: Value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_a_sheet(value: Value) -> Value:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # what XML cannot hold

    return harmless(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value
