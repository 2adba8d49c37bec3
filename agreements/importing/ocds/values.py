"""The small things in a release, each checked on its own: texts, dates, money, codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from common.text import composed

LARGEST = Decimal(10) ** 16
_NOT_ON_A_LINE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")


def text(value: Any, limit: int = 500) -> str:
    """A text as we can keep it: one line's spaces, no control signs, no half characters, not too long."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        return ""
    plain = str(value)[: limit * 4]
    if not plain.isprintable():
        plain = _NOT_ON_A_LINE.sub(" ", plain)
    return " ".join(composed(plain).split())[:limit].strip()


def long_text(value: Any, limit: int = 20_000) -> str:
    """As ``text``, with its lines kept."""
    if not isinstance(value, str):
        return ""
    plain = value[: limit * 2].replace("\r\n", "\n")
    if not plain.isprintable():
        plain = _UNUSABLE.sub(" ", plain)
    return composed(plain).strip()[:limit]


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; a single object where a list was meant; nothing of anything else."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))


def object_of(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def texts(value: Any) -> list[str]:
    """The texts of a list, or the one text where a list was meant."""
    found = value if isinstance(value, list) else [value]
    return [plain for entry in found if (plain := text(entry))]


def day(value: Any) -> date | None:
    """The day as the publisher wrote it, in the publisher's own time zone."""
    written = re.match(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d])", value) if isinstance(value, str) else None
    if written is None:
        return None
    try:
        found = date(*(int(part) for part in written.groups()))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def moment(value: Any) -> datetime | None:
    """A release's date as a moment; a bare day counts from its beginning, in UTC."""
    if not isinstance(value, str):
        return None
    try:
        found = parse_datetime(value.strip())
    except ValueError:
        found = None
    if found is None:
        bare = day(value)
        found = datetime(bare.year, bare.month, bare.day) if bare else None
    if found is None or not 1900 <= found.year <= 2200:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Period:
    start: date | None = None
    end: date | None = None
    days: int | None = None
    problem: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.start or self.end or self.days)


def period(value: Any) -> Period:
    given = object_of(value)
    start, end = day(given.get("startDate")), day(given.get("endDate"))
    days = _days(given.get("durationInDays"))
    if start and end is None and days:
        try:
            end = start + timedelta(days=days)
        except OverflowError:
            days = None
    if start and end and end < start:
        return Period(problem=_("the period ends before it starts, and is left out"))
    return Period(start, end, days)


def _days(value: Any) -> int | None:
    """Whole days; the size is looked at first, for ``1e999999999`` would fill the memory as an integer."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return int(value) if 1 <= value <= 36_525 else None


@dataclass(frozen=True)
class Money:
    amount: Decimal | None = None
    currency: str = ""
    problem: str = ""


def money(value: Any) -> Money:
    """An amount with its currency, or why it cannot be used. Never half of it."""
    given = object_of(value)
    raw = given.get("amount")
    if raw is None or raw == "":
        return Money()
    shown = text(raw, 30)
    if isinstance(raw, str) and re.fullmatch(r"-?\d{1,30}(\.\d{1,60})?([eE][+-]?\d{1,9})?", raw.strip()):
        raw = Decimal(raw.strip())
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
        return Money(problem=_("“%(amount)s” is not an amount, and is left out") % {"amount": shown})
    amount = Decimal(raw)
    if not amount.is_finite() or amount < 0 or amount >= LARGEST:
        return Money(problem=_("%(amount)s cannot be a value, and is left out") % {"amount": shown})
    currency = text(given.get("currency"), 10).upper()
    if not re.fullmatch(r"[A-Z]{3}", currency):
        return Money(problem=_("the value %(amount)s has no currency, and is left out") % {"amount": shown})
    try:
        return Money(amount.quantize(Decimal("0.01"), ROUND_HALF_UP), currency)
    except InvalidOperation:
        return Money(problem=_("%(amount)s cannot be a value, and is left out") % {"amount": shown})


def cpv_codes(*lists_of_items: Any) -> list[str]:
    """The CPV codes of items, eight digits each, in order, each once."""
    codes: dict[str, None] = {}
    for item in (entry for items in lists_of_items for entry in objects(items)):
        for classification in (
            *objects(item.get("classification")),
            *objects(item.get("additionalClassifications")),
        ):
            code = re.match(r"\d{8}(?!\d)", text(classification.get("id"), 20))
            if code and text(classification.get("scheme"), 20).upper() == "CPV":
                codes[code.group()] = None
    return list(codes)
