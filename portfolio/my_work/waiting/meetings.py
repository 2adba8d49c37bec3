"""Meetings that a person is invited to, and has not said whether they come."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.meetings.models import Attendee
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.rows import Place
from portfolio.my_work.waiting.task import Task, Waits, day_in_words


def invitations(desk: WorkFacts) -> Iterator[Waits]:
    """Those that people have been asked to by mail."""
    for place in desk.meetings:
        if place.answer == Attendee.Answer.NONE and place.invite_at is None:
            yield Waits(place.day, place.partnership_id, partial(_task, desk, place))


def _task(desk: WorkFacts, place: Place) -> Task:
    line = desk.partnerships[place.partnership_id]
    return Task(
        icon="calendar-event",
        what=_("Say whether you come"),
        rest=f"– {place.title}",
        where=f"{line.title} · {day_in_words(place.day, desk.today)}",
        url=reverse("meeting", args=[line.reference, place.number]),
        button=pgettext("button", "Answer"),
    )
