"""Meetings that a person is invited to, and has not said whether they come."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Attendee, Meeting
from portfolio.desk import AHEAD, Desk
from portfolio.waiting.task import Task, day_in_words


def invitations(desk: Desk) -> QuerySet[Any]:
    """Those that people have been asked to by mail."""
    open_places = Attendee.objects.filter(person=desk.person, answer=Attendee.Answer.NONE)
    found: QuerySet[Any] = (
        Meeting.objects.planned()
        .filter(
            attendees__in=open_places,
            invite_at=None,
            starts_at__gt=desk.now,
            starts_at__lt=desk.now + AHEAD,
            partnership__among=list(desk.partnerships),
        )
        .annotate(day=TruncDate("starts_at"))
    )
    return found


def invitation(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    return Task(
        by=row.day,
        icon="calendar-event",
        what=_("Say whether you come"),
        rest=f"– {row.what}",
        where=f"{line.title} · {day_in_words(row.day, desk.today)}",
        url=reverse("meeting", args=[line.reference, row.number]),
        button=_("Answer"),
        partnership_id=line.pk,
    )
