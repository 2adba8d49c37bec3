"""Concerns in a person's hands, and what they are asked for with each."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from partnerships.sides import Side
from portfolio.my_work import questions
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.waiting.task import Task, Waits, day_in_words

END, VIEW, HANDS = "end", "view", "hands"


class Row(NamedTuple):
    pk: int
    partnership_id: int
    number: int
    title: str
    due_on: date | None
    customer_holder: int | None
    supplier_holder: int | None
    raised_by: int
    raised_side: str
    outcome_side: str

    def is_held_by(self, person: int, side: Side) -> bool:
        return person == (self.customer_holder if side is Side.CUSTOMER else self.supplier_holder)


def concerns(desk: WorkFacts) -> Iterator[Waits]:
    """Those in the person's hands; and what they have raised, where their side is asked for something."""
    person = desk.person
    found = questions.CONCERNS.ask(person=person.pk, own=desk.own)
    rows = [Row._make(row) for row in found]
    viewed = _viewed([row.pk for row in rows]) if rows else set()
    for row in rows:
        if asks := _asks(row, person.pk, viewed):
            by = row.due_on or desk.today
            yield Waits(by, row.partnership_id, partial(_task, desk, row, asks, by))


def _viewed(concerns: list[int]) -> set[tuple[int, str]]:
    """Which side has written its view of which."""
    return set(questions.VIEWS.ask(concerns=concerns))


def _asks(row: Row, person: int, viewed: set[tuple[int, str]]) -> str:
    own = [
        side
        for side in Side
        if row.is_held_by(person, side) or (row.raised_by == person and row.raised_side == side)
    ]
    if any(row.outcome_side == side.other for side in own):
        return END
    if any((row.pk, side.value) not in viewed for side in own):
        return VIEW
    return HANDS if any(row.is_held_by(person, side) for side in own) else ""


def _task(desk: WorkFacts, row: Row, asks: str, by: date) -> Task:
    line = desk.partnerships[row.partnership_id]
    until = _("in your hands until %(day)s") if asks == HANDS else _("until %(day)s")
    what, button, page = {
        END: (_("Can this concern end so?"), pgettext("button", "Open"), "concern"),
        VIEW: (_("A concern waits for your view"), _("Write it"), "concern_perspective"),
        HANDS: (_("A concern is in your hands"), pgettext("button", "Open"), "concern"),
    }[asks]
    return Task(
        icon="chat-left-text",
        what=what,
        rest=f"– {row.title}",
        where=f"{line.title} · {until % {'day': day_in_words(by, desk.today)}}",
        url=reverse(page, args=[line.reference, row.number]),
        button=button,
    )
