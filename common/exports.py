"""Tables to take along, as CSV or XLSX. A room says what its columns are called and how a row reads; what
could be a formula in a spreadsheet is made text here."""

import io
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, ClassVar, Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.views import View

from common.csv_rows import BYTE_ORDER_MARK, csv_lines, harmless
from common.file_names import attached, file_name, plain

#: Lines in memory at a time.
AT_ONCE: Final = 500
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What each list leaves as.
KINDS: Final = ("csv", "xlsx")
#: Where a comma is the decimal mark, spreadsheets take a semicolon between the cells.
SEMICOLON: Final = ("sv", "nb")

Item = TypeVar("Item")
Value = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Export(Generic[Item]):
    """``headings`` and ``row`` are called in the reader's language and time zone; ``title`` names the file
    and its sheet."""

    title: Any
    headings: Callable[[], Sequence[str]]
    row: Callable[[Item], Sequence[Value]]

    def as_file(self, kind: str, items: Iterable[Item], about: str = "") -> HttpResponseBase:
        """One of ``KINDS``, called by what it holds, what it is about, and the day."""
        name = file_name(kind, self.title, about, timezone.localdate().isoformat())
        return self.as_csv(items, name) if kind == "csv" else self.as_xlsx(items, name)

    def as_csv(self, items: Iterable[Item], name: str) -> StreamingHttpResponse:
        """A portion at a time. The lines are written after the middleware has put language and time zone
        back, and so carry their own."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        lines = self._lines(iter(items), language, timezone.get_current_timezone_name())
        return StreamingHttpResponse(lines, content_type=CSV, headers=attached(name))

    def as_xlsx(self, items: Iterable[Item], name: str) -> HttpResponse:
        from openpyxl import Workbook  # large, and needed for nothing but this file

        book = Workbook(write_only=True)
        sheet = book.create_sheet(plain(str(self.title))[:31])
        sheet.freeze_panes = "A2"
        sheet.append(list(self.headings()))
        for item in items:
            sheet.append([_in_a_sheet(value) for value in self.row(item)])
        file = io.BytesIO()
        book.save(file)
        return HttpResponse(file.getvalue(), content_type=XLSX, headers=attached(name))

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


class ExportView(View):
    """A list as a file: what its page shows, filtered the same way, all of it. A subclass names its
    ``export``, and says in ``items`` what is in it."""

    export: ClassVar[Export[Any]]

    def get(self, request: HttpRequest, *, kind: str, **parts: Any) -> HttpResponseBase:
        return self.export.as_file(kind, self.items(), self.about())

    def items(self) -> Iterable[Any]:
        raise NotImplementedError

    def about(self) -> str:
        """Of what it is the list, in the file's name."""
        return ""


def export_paths(route: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """One address for each of ``KINDS``: ``<name>_csv`` and ``<name>_xlsx``."""
    return [path(f"{route}.{kind}", view, {"kind": kind}, f"{name}_{kind}") for kind in KINDS]


def moment(at: datetime | None, zone: zoneinfo.ZoneInfo | None = None) -> str:
    """A cell that sorts by time: the reader's own, or that of a ``zone`` which the row names."""
    return timezone.localtime(at, zone).strftime("%Y-%m-%d %H:%M") if at else ""


def _in_csv(value: Value, is_nordic: bool) -> str:
    if value is None:
        return ""
    if is_nordic and isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return value.isoformat() if isinstance(value, date) else str(value)


def _in_a_sheet(value: Value) -> Value:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # what XML cannot hold

    return harmless(ILLEGAL_CHARACTERS_RE.sub("", value)) if isinstance(value, str) else value
