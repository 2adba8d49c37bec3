"""From what stands in a cell to what it means. What it could mean twice is refused, in words."""

import re
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.csv_rows import as_typed
from common.fields import FIRST_DAY, LAST_DAY
from common.tables.rows import Broken, Cell
from common.text import UNUSABLE
from governance.risks.models import Impact, Likelihood, Party

ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
#: 31.12.2026 has one reading; 31/12/2026 and 31-12-2026 have one only where a number is no month.
DOTTED: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
SLASHED: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
SHARED: Final = gettext_lazy("both|both sides|joint")


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
    """What could happen is said on one line, however the cell is broken."""
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


def number_in(cell: Cell) -> int | None:
    """R-7, r7 or 7."""
    text = text_in(cell).upper().removeprefix("R").removeprefix("-").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:12]) < 10**9):
        raise refuse(_("“%(text)s” is no number of a risk, such as R-7."), text=text_in(cell)[:40])
    return int(text)


def score_in(cell: Cell, choices: type[Likelihood] | type[Impact]) -> int | None:
    text = text_in(cell)
    if not text:
        return None
    by_words = {str(label).casefold(): int(value) for value, label in choices.choices}
    by_words |= {label.split(" – ")[-1]: value for label, value in by_words.items()}
    digits = text.removesuffix(".0").removesuffix(",0")
    if digits in {"1", "2", "3", "4", "5"}:
        return int(digits)
    if text.casefold() in by_words:
        return by_words[text.casefold()]
    raise refuse(_("“%(text)s” is none of the scores 1, 2, 3, 4 and 5."), text=text[:40])


def party_in(cell: Cell, organisations: dict[str, str]) -> str:
    """A side, or both: by its word, or by the organisation's name."""
    text = text_in(cell)
    words = {str(label).casefold(): value for value, label in Party.choices}
    words |= {value: value for value in Party.values} | organisations
    words |= dict.fromkeys(str(SHARED).casefold().split("|"), Party.SHARED.value)
    if text and text.casefold() not in words:
        known = ", ".join(str(label) for label in Party.labels)
        raise refuse(_("“%(text)s” is none of: %(known)s."), text=text[:40], known=known)
    return words[text.casefold()] if text else ""


def word_in(cell: Cell, choices: list[tuple[Any, Any]]) -> str:
    """One of the words of a list, or its code."""
    text = text_in(cell).casefold()
    for value, label in choices:
        if text in {str(label).casefold(), str(value)}:
            return str(value)
    if text:
        known = ", ".join(str(label) for _value, label in choices)
        raise refuse(_("“%(text)s” is none of: %(known)s."), text=text[:40], known=known)
    return ""


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
    found = ISO.fullmatch(text) or COMPACT.fullmatch(text)
    if found and isinstance(value, str):
        year, month, day = (int(part) for part in found.groups())
    elif found := DOTTED.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := SLASHED.fullmatch(text):
        day, month, year = _in_order(text, *(int(part) for part in found.groups()))
    else:
        raise refuse(_("“%(text)s” is no day. Write it as 2026-12-31 or 31.12.2026."), text=text[:40])
    try:
        return date(year, month, day)
    except ValueError:
        raise refuse(_("There is no such day as “%(text)s”."), text=text[:40]) from None


def _in_order(text: str, first: int, second: int, year: int) -> tuple[int, int, int]:
    if first > 12 or first == second:
        return first, second, year
    if second > 12:
        return second, first, year
    message = _("“%(text)s” can be two days: which number is the month? Write it as %(iso)s.")
    raise refuse(message, text=text, iso=f"{year}-{second:02}-{first:02}")
