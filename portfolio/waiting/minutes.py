"""Minutes that nobody has written, or put up to be signed, after the meeting."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Attendee, Meeting, Minutes
from partnerships.sides import Part
from portfolio.desk import Desk
from portfolio.waiting.task import Task, day_in_words

#: Of older meetings nobody remembers enough to write.
BACK: Final = timedelta(days=30)
#: So long one may take over it.
PATIENCE: Final = timedelta(days=7)


def to_write(desk: Desk) -> QuerySet[Any]:
    """Of meetings that the person attended and leads: as chair of the board, or as lead of a side. Whoever
    has begun to write is asked too."""
    led = [pk for pk, parts in desk.parts.items() if any(part == Part.LEAD for _side, part in parts)]
    attended = Attendee.objects.filter(person=desk.person)
    over = Meeting.objects.filter(
        Q(minutes=None) | Q(minutes__state=Minutes.State.DRAFT),
        Q(partnership__among=led) | Q(board__chair=desk.person) | Q(minutes__begun_by=desk.person),
        attendees__in=attended,
        starts_at__lt=desk.now,
        starts_at__gt=desk.now - BACK,
        partnership__among=list(desk.partnerships),
    )
    found: QuerySet[Any] = over.exclude(state=Meeting.State.CANCELLED).annotate(
        day=TruncDate("starts_at"),
        begun=Case(When(minutes=None, then=Value("")), default=Value("begun")),
    )
    return found


def writing(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    what = _("Finish the minutes") if row.more else _("Write the minutes")
    return Task(
        by=row.day + PATIENCE,
        icon="journal-text",
        what=what,
        rest=f"– {row.what}",
        where=f"{line.title} · {day_in_words(row.day, desk.today)}",
        url=reverse("minutes", args=[line.reference, row.number]),
        button=_("Write"),
        partnership_id=line.pk,
    )
