"""Pages of a list by key: the next page starts after the last row shown, however long the list is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan
from django.http import QueryDict

from common.alphabet import InAlphabet

Row = TypeVar("Row")
SALT = "paging"


class ByName(str):
    """A field that is in the order of the reader's language."""


@dataclass(frozen=True)
class Place:
    """Where a page begins or ends: what the row there has in the fields of the order, and its number."""

    values: list[Any]
    number: int


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: list[Row]
    next_url: str  # empty on the last page
    first_url: str  # empty on the first page
    previous_url: str = ""
    #: How many rows come before; a row that was added meanwhile moves it.
    before: int = 0
    count: Callable[[], int] = int

    @property
    def start(self) -> int:
        return self.before + 1

    @property
    def end(self) -> int:
        return self.before + len(self.rows)

    @cached_property
    def total(self) -> int:
        """Counted where it is shown: on lists of more than one page."""
        return max(self.count(), self.end)


def page_of(
    rows: QuerySet[Any, Row] | Callable[[], QuerySet[Any, Row]],
    order: tuple[str, ...],
    query: QueryDict,
    size: int = 25,
    *,
    first: Callable[[], list[Row]] | None = None,
) -> Page[Row]:
    """One page of ``rows`` in ``order`` (field names, ``-`` for descending, ``ByName`` for names; the last
    one unique). The place travels signed in ``?after=`` or ``?before=``; one that was tampered with or is out
    of date starts from the beginning. Fields must not be null. ``first`` finds the first page, one row more
    than it shows, where that is asked so often that it is prepared; ``rows`` may then be what makes them for
    the others."""
    after, before = (_read(query.get(name, ""), len(order)) for name in ("after", "before"))

    def every() -> QuerySet[Any, Row]:
        return rows() if callable(rows) else rows

    found: list[Row]
    number, has_next = 0, None
    if first and not after and not before:
        found = first()
    elif before and (nearest := _before(every(), order, before, size)):
        found, number, has_next = nearest, max(before.number - size, 1), True
    elif after:
        number = after.number
        found = list(every().order_by(*_columns(order)).filter(_past(order, after.values))[: size + 1])
    else:
        found = list(every().order_by(*_columns(order))[: size + 1])
    has_next = len(found) > size if has_next is None else has_next
    found = found[:size]
    return Page(
        found,
        next_url=_url(query, after=_place(found[-1], order, number + size)) if has_next else "",
        first_url=_url(query) if number else "",
        previous_url=_url(query, before=_place(found[0], order, number)) if number and found else "",
        before=number,
        count=lambda: every().count(),
    )


def _before(rows: QuerySet[Any, Row], order: tuple[str, ...], place: Place, size: int) -> list[Row] | None:
    """A full page before that place; nothing where what is left is the first one."""
    back = tuple(_turned(name) for name in order)
    found = list(rows.order_by(*_columns(back)).filter(_past(back, place.values))[: size + 1])
    return found[size - 1 :: -1] if len(found) > size else None


def _turned(name: str) -> str:
    turned = name[1:] if name.startswith("-") else f"-{name}"
    return ByName(turned) if isinstance(name, ByName) else turned


def _columns(order: tuple[str, ...]) -> list[Any]:
    return [_column(name) if isinstance(name, ByName) else name for name in order]


def _column(name: ByName) -> Any:
    column = InAlphabet(name.lstrip("-"))
    return column.desc() if name.startswith("-") else column


def _past(order: tuple[str, ...], values: list[Any]) -> Q:
    past, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-").replace(".", "__")
        if isinstance(name, ByName):
            beyond = LessThan if name.startswith("-") else GreaterThan
            past |= same & Q(beyond(InAlphabet(field), InAlphabet(Value(value))))
        else:
            past |= same & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{field: value})
    return past


def _place(row: Row, order: tuple[str, ...], number: int) -> str:
    values: list[Any] = [number]
    for name in order:
        value: Any = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value.isoformat() if isinstance(value, (date, datetime)) else value)
    return signing.dumps(json.dumps(values), salt=SALT)


def _read(place: str, length: int) -> Place | None:
    try:
        values = json.loads(signing.loads(place, salt=SALT)) if place else None
    except (signing.BadSignature, ValueError):
        return None
    return Place(values[1:], values[0]) if isinstance(values, list) and len(values) == length + 1 else None


def _url(query: QueryDict, **place: str) -> str:
    changed = query.copy()
    for name in ("after", "before"):
        changed.pop(name, None)
    changed.update(place)
    return f"?{changed.urlencode()}"
