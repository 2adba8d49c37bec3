"""What else a person is asked for: many kinds of things, found by one question to the database. A kind is a
query for its rows, and a function that puts one of them into words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import CharField, DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from portfolio.desk import MOST, Desk
from portfolio.waiting import ahead, concerns, meetings, minutes, promises, signatures
from portfolio.waiting.task import Task


class Row(NamedTuple):
    kind: str
    partnership_id: int
    number: int  # in the address of its page
    what: str
    day: date
    more: str


@dataclass(frozen=True)
class Kind:
    rows: Callable[[Desk], QuerySet[Any]]
    #: Which of its columns hold the number, what it is called, and the day.
    columns: tuple[str, str, str]
    task: Callable[[Desk, Any], Task]
    #: A column with what else the words need.
    more: str = ""


KINDS: Final[dict[str, Kind]] = {
    "charter": Kind(promises.reviews, ("number", "state", "review_on"), promises.review),
    "signature": Kind(signatures.to_sign, ("number", "title", "put_up_at"), signatures.signature),
    "idea": Kind(ahead.ideas, ("number", "title", "day"), ahead.idea, more="stage"),
    "risk": Kind(ahead.reviews, ("number", "event", "review_on"), ahead.review),
    "meeting": Kind(meetings.invitations, ("number", "title", "day"), meetings.invitation),
    "minutes": Kind(minutes.to_write, ("number", "title", "day"), minutes.writing, more="begun"),
    "warning": Kind(ahead.warnings, ("pk", "text", "day"), ahead.warning),
    "concern": Kind(concerns.concerns, ("number", "title", "due_on"), concerns.concern, more="asks"),
}


def asked(desk: Desk) -> Iterable[Task]:
    first, *others = (_rows(name, kind, desk) for name, kind in KINDS.items())
    rows = first.union(*others, all=True).order_by("day_", "kind_", "number_")[:MOST]
    for row in map(Row._make, rows):
        if row.partnership_id in desk.partnerships:
            yield KINDS[row.kind].task(desk, row)


def _rows(name: str, kind: Kind, desk: Desk) -> QuerySet[Any]:
    """Under the same names for every kind, so that they can be put together."""
    number, what, day = kind.columns
    rows: QuerySet[Any] = (
        kind.rows(desk)
        .order_by()
        .annotate(
            kind_=Value(name, output_field=CharField()),
            number_=F(number),
            what_=Cast(what, TextField()),
            day_=Cast(day, DateField()),
            more_=Cast(kind.more or Value(""), TextField()),
        )
        .values_list("kind_", "partnership_id", "number_", "what_", "day_", "more_")
    )
    return rows
