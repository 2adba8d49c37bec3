"""Tables that leave: in columns for a spreadsheet of the reader's country, and called by what they hold."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import unquote

import pytest
from django.http import StreamingHttpResponse
from django.utils import translation
from openpyxl import load_workbook

from common.exports import Export

TABLE = Export[tuple[Any, ...]]("Åtgärder", lambda: ["Vad", "Hur mycket", "När"], lambda row: list(row))
ROWS = [("Läs; skriv, räkna", 1.5, date(2026, 3, 1))]


@pytest.mark.parametrize(
    ("language", "separator", "decimal"), [("sv", ";", "1,5"), ("nb", ";", "1,5"), ("en", ",", "1.5")]
)
def test_csv_opens_in_columns_where_the_comma_is_the_decimal_mark(
    language: str, separator: str, decimal: str
) -> None:
    with translation.override(language):
        answer = TABLE.as_file("csv", ROWS, "Skolans: administration")
    assert isinstance(answer, StreamingHttpResponse)
    content = answer.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
    assert rows == [["Vad", "Hur mycket", "När"], ["Läs; skriv, räkna", decimal, "2026-03-01"]]
    name = unquote(answer["Content-Disposition"])
    assert "Åtgärder Skolans administration 20" in name
    assert name.endswith(".csv")


def test_a_sheet_keeps_days_and_numbers_as_such() -> None:
    answer = TABLE.as_file("xlsx", ROWS, "Skolan")
    sheet = load_workbook(io.BytesIO(answer.getvalue())).worksheets[0]
    assert sheet.title == "Åtgärder"
    what, how_much, when = next(sheet.iter_rows(min_row=2, values_only=True))
    assert (what, how_much) == ROWS[0][:2]
    assert when.date() == ROWS[0][2]
