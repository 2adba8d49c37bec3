"""Some days before a meeting whose agenda nobody has begun, what is open goes on it by itself."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from governance.agendas.models import Agenda, AgendaItem
from governance.agendas.selectors import Suggestion, suggestions_for
from governance.agendas.services import item_from
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import NOT_ENDED
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.services import event_time

#: So long before the meeting, and in any case before its people are reminded.
BEFORE: Final = timedelta(days=7)
BEFORE_REMINDER: Final = timedelta(days=1)
BATCH: Final = 100


def propose_agendas(now: datetime) -> int:
    """Fill the agendas that are due to be filled; returns how many were looked after. That is done once a
    meeting, whatever becomes of the agenda then. A fixed number of queries for every hundred."""
    due = _due(now).order_by("starts_at", "pk")
    return in_batches(gettext_noop("Agendas filled"), due, BATCH, lambda ids: _propose(ids, now))


def _due(now: datetime) -> "QuerySet[Meeting]":
    begun = Exists(AgendaItem.objects.filter(meeting=OuterRef("pk")))
    found: QuerySet[Meeting] = Meeting.objects.filter(
        NOT_ENDED,
        ~begun,
        Q(starts_at__lte=now + BEFORE) | Q(remind_at__lte=now + BEFORE_REMINDER),
        Q(agenda=None) | Q(agenda__put_in_at=None),
        state=Meeting.State.PLANNED,
        starts_at__gt=now,
    )
    return found


def _propose(ids: Sequence[int], now: datetime) -> int:
    rows = locked(Meeting.objects.filter(pk__in=ids)).select_related("partnership__customer")
    # looked at again under the lock: another beat, or a person, may have been here
    still_due = set(_due(now).filter(pk__in=[meeting.pk for meeting in rows]).values_list("pk", flat=True))
    meetings = [meeting for meeting in rows if meeting.pk in still_due]
    suggested = suggestions_for(meetings, [], now)
    Agenda.objects.bulk_create(
        [Agenda(meeting=meeting, put_in_at=now, version=2) for meeting in meetings],
        update_conflicts=True,
        unique_fields=["meeting"],
        update_fields=["put_in_at", "version"],
    )
    filled: dict[Meeting, list[AgendaItem]] = {}
    for meeting in meetings:
        fitting = list(_that_fit(suggested[meeting.pk], meeting.minutes_long))
        if fitting:
            filled[meeting] = [item_from(meeting, one, n) for n, one in enumerate(fitting, start=1)]
    AgendaItem.objects.bulk_create([item for items in filled.values() for item in items])
    _record(filled)
    return len(meetings)


def _that_fit(suggestions: Sequence[Suggestion], minutes: int) -> Iterator[Suggestion]:
    """As many as there is time for; the rest stays suggested."""
    for suggestion in suggestions:
        if suggestion.minutes <= minutes:
            minutes -= suggestion.minutes
            yield suggestion


def _record(filled: dict[Meeting, list[AgendaItem]]) -> None:
    TimelineEvent.objects.bulk_create(
        TimelineEvent(
            at=event_time(),
            partnership_id=meeting.partnership_id,
            kind="agenda.proposed",
            subject=meeting.name,
            space=meeting.space,
            change={"number": meeting.number, "items": [item.title for item in items]},
        )
        for meeting, items in filled.items()
    )
