"""Rows as CSV that a spreadsheet opens without taking any cell for a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

#: So that Excel reads å, ä and ö.
BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def harmless(value: Any) -> str:
    """The cell's text; what a spreadsheet would work out begins with an apostrophe."""
    text = str(value)
    # a text that begins with an apostrophe and such a sign gets another one, so that it comes back as it was
    looks = text.lstrip(" \u00a0\ufeff'")
    return f"'{text}" if looks.startswith(FORMULA) else text


def as_typed(text: str) -> str:
    """What a cell was before it was made harmless."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text


def csv_lines(rows: Iterable[Iterable[Any]], separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()
