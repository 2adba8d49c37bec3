"""Minutes that nobody has written, or submitted for signature, after the meeting."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.minutes.models import Minutes
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.rows import Place
from portfolio.my_work.waiting.task import Task, Waits, day_in_words

#: So long one may take over it.
PATIENCE: Final = timedelta(days=7)


def to_write(desk: WorkFacts) -> Iterator[Waits]:
    """Of meetings that the person attended and leads: as chair of the board, or as lead of a side. Whoever
    has begun to write is asked too."""
    for place in desk.places:
        is_open = place.starts_at < desk.now and place.minutes in (None, Minutes.State.DRAFT)
        if is_open and (desk.leads(place.partnership_id) or desk.person.pk in (place.chair, place.begun_by)):
            yield Waits(place.day + PATIENCE, place.partnership_id, partial(_task, desk, place))


def _task(desk: WorkFacts, place: Place) -> Task:
    line = desk.partnerships[place.partnership_id]
    return Task(
        icon="journal-text",
        what=_("Finish the minutes") if place.minutes else _("Write the minutes"),
        rest=f"– {place.title}",
        where=f"{line.title} · {day_in_words(place.day, desk.today)}",
        url=reverse("minutes", args=[line.reference, place.number]),
        button=_("Write"),
    )
