"""Pages of a list by key: the next page starts after the last row shown, however long the list is."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThan
from django.http import QueryDict

from common.alphabet import InAlphabet

Row = TypeVar("Row")
SALT = "paging"


class ByName(str):
    """A field that is in the order of the reader's language."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: list[Row]
    next_url: str  # empty on the last page
    first_url: str  # empty on the first page


def page_of(
    rows: QuerySet[Any, Row] | Callable[[], QuerySet[Any, Row]],
    order: tuple[str, ...],
    query: QueryDict,
    size: int = 25,
    *,
    first: Callable[[], list[Row]] | None = None,
) -> Page[Row]:
    """One page of ``rows`` in ``order`` (field names, ``-`` for descending, ``ByName`` for names; the last
    one unique). The place travels signed in ``?after=``; one that was tampered with or is out of date starts
    from the beginning.
    Fields must not be null. ``first`` finds the first page, one row more than it shows, where that is asked
    so often that it is prepared; ``rows`` may then be what puts them together for the others."""
    if first and not query.get("after"):
        return _page(first(), order, query, size)
    found = rows() if callable(rows) else rows
    return _page(list(_asked(found, order, query)[: size + 1]), order, query, size)


def _asked(rows: QuerySet[Any, Row], order: tuple[str, ...], query: QueryDict) -> QuerySet[Any, Row]:
    after = _read(query.get("after", ""), len(order))
    ordered = rows.order_by(*(InAlphabet(str(name)) if isinstance(name, ByName) else name for name in order))
    return ordered if after is None else ordered.filter(_past(order, after))


def _page(found: list[Row], order: tuple[str, ...], query: QueryDict, size: int) -> Page[Row]:
    next_url = ""
    if len(found) > size:
        found = found[:size]
        next_url = _url(query, _place(found[-1], order))
    is_first = _read(query.get("after", ""), len(order)) is None
    return Page(found, next_url, "" if is_first else _url(query, None))


def _past(order: tuple[str, ...], values: list[Any]) -> Q:
    past, same = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-").replace(".", "__")
        if isinstance(name, ByName):
            past |= same & Q(GreaterThan(InAlphabet(field), InAlphabet(Value(value))))
        else:
            past |= same & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{field: value})
    return past


def _place(row: Row, order: tuple[str, ...]) -> str:
    values: list[Any] = []
    for name in order:
        value: Any = row
        for part in name.lstrip("-").split("__"):
            value = getattr(value, part)
        values.append(value.isoformat() if isinstance(value, (date, datetime)) else value)
    return signing.dumps(json.dumps(values), salt=SALT)


def _read(place: str, length: int) -> list[Any] | None:
    try:
        values = json.loads(signing.loads(place, salt=SALT)) if place else None
    except (signing.BadSignature, ValueError):
        return None
    return values if isinstance(values, list) and len(values) == length else None


def _url(query: QueryDict, place: str | None) -> str:
    changed = query.copy()
    changed.pop("after", None)
    if place is not None:
        changed["after"] = place
    return f"?{changed.urlencode()}"
