"""From what stands in a cell to what it means. What it could mean twice is refused, in words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.csv_rows import as_typed
from common.fields import FIRST_DAY, LAST_DAY
from common.tables.rows import Broken, Cell
from common.tables.words import plain
from common.text import UNUSABLE

ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d\d:\d\d(?::\d\d)?)?")
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
#: 31.12.2026 has one reading; 31/12/2026 and 31-12-2026 have one only where a number is no month.
DOTTED: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
#: 3 mars 2027, 3. mars 2027, den 3:e mars 2027, 3rd March, 2027; March 3, 2027
DAY_FIRST: Final = re.compile(r"(?:den\s+)?(\d{1,2})(?:\.|:?e|:?a|st|nd|rd|th)?\s+([^\W\d]+)\.?,?\s+(\d{4})")
MONTH_FIRST: Final = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
#: By the first three letters, in English, Swedish and Norwegian.
MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may maj mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec des"),
        start=1,
    )
    for name in names.split()
}


def refuse(message: str, **words: object) -> ValidationError:
    return ValidationError(message % words if words else message)


def readable(cell: Cell) -> Cell:
    if isinstance(cell, Broken):
        raise ValidationError(_("The cell holds %(why)s.") % {"why": cell.why})
    return cell


def clean(text: str) -> str:
    """Without what no file carries, and with line ends of one kind: what two texts are compared by."""
    return "\n".join(UNUSABLE.sub("", text).replace("\ufeff", "").strip().splitlines())


def one_line(text: str) -> str:
    """What is said on one line, however the cell is broken."""
    return " ".join(clean(text).splitlines())


def text_in(cell: Cell) -> str:
    value = readable(cell)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else clean(as_typed(str(value)))


def line_in(cell: Cell) -> str:
    return one_line(text_in(cell))


def shortened(text: str, most: int) -> str:
    """On one line, and no longer; it ends after a word."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rsplit(' ', 1)[0]}…"


def word_in(cell: Cell, words: Mapping[str, str], labels: list[Any]) -> str:
    """One of the words of a list, see ``common.tables.words.words_of``."""
    text = text_in(cell)
    if not text:
        return ""
    if found := words.get(plain(text)):
        return found
    known = ", ".join(str(label) for label in labels)
    raise refuse(_("“%(text)s” is none of: %(known)s."), text=text[:40], known=known)


def day_in(cell: Cell) -> date | None:
    day = _day_in(cell)
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise refuse(_("A day is between %(first)s and %(last)s."), first=FIRST_DAY, last=LAST_DAY)
    return day


def _day_in(cell: Cell) -> date | None:
    value = readable(cell)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_in(cell)
    if not text:
        return None
    found = _in_figures(text) if isinstance(value, str) else None
    found = found or _in_words(text)
    if found is None:
        raise refuse(_("“%(text)s” is no day. Write it as 2026-12-31 or 31.12.2026."), text=text[:40])
    try:
        return date(*found)
    except ValueError:
        raise refuse(_("There is no such day as “%(text)s”."), text=text[:40]) from None


def _in_figures(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if found := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := DOTTED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := SLASHED.fullmatch(text):
        day, month, year = _in_order(text, *(int(part) for part in found.groups()))
    else:
        return None
    return year, month, day


def _in_words(text: str) -> tuple[int, int, int] | None:
    if found := DAY_FIRST.fullmatch(text.casefold()):
        day, name, year = found.groups()
    elif found := MONTH_FIRST.fullmatch(text.casefold()):
        name, day, year = found.groups()
    else:
        return None
    month = MONTHS.get(name[:3])
    return (int(year), month, int(day)) if month else None


def _in_order(text: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    message = _("“%(text)s” can be two days: which number is the month? Write it as %(iso)s.")
    raise refuse(message, text=text, iso=f"{year}-{second:02}-{first:02}")
