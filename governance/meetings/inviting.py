"""What the sweep tells people of their meetings: an invitation eight weeks ahead, and a reminder with the
agenda a few days before."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from governance.agendas.selectors import agendas_of
from governance.meetings import emails
from governance.meetings.attendance import ask, attendees_of, still_there
from governance.meetings.models import Attendee, Meeting, MeetingQuerySet
from outbox.queueing import queue_all
from partnerships.lifecycle.models import Partnership

BATCH: Final = 100


def invite_due(now: datetime) -> int:
    """Ask everybody whose meeting comes within eight weeks; returns how many mails are new."""
    return _by_batch(lambda: _planned(now).filter(invite_at__lte=now), "invite_at", ask)


def remind_meetings(now: datetime) -> int:
    """Remind those who have not said that they stay away, with the agenda as it stands."""
    return _by_batch(
        lambda: _planned(now).filter(remind_at__lte=now),
        "remind_at",
        lambda meetings: _remind(meetings, now),
    )


def _planned(now: datetime) -> MeetingQuerySet:
    binding = Partnership.State.BINDING
    return Meeting.objects.planned().filter(starts_at__gt=now, partnership__state=binding)


def _by_batch(
    due: Callable[[], MeetingQuerySet], field: str, tell: Callable[[Sequence[Meeting]], int]
) -> int:
    """Take up what is due, a hundred at a time, and empty the field that said so: what is done is not looked
    at again, and two sweeps at once find each meeting with one of them."""
    last, new = 0, 0
    while ids := list(due().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        last = ids[-1]
        with transaction.atomic():
            rows = due().filter(pk__in=ids).select_for_update(of=("self",)).order_by("pk")
            parties = ("board", "partnership__customer", "partnership__supplier")
            meetings = list(rows.select_related(*parties))
            new += tell(meetings)
            Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(**{field: None})
    return new


def _remind(meetings: Sequence[Meeting], now: datetime) -> int:
    present = still_there({meeting.partnership_id for meeting in meetings}, now.date())
    agendas = agendas_of(meetings)
    letters = [
        emails.reminder(one, agendas.get(one.meeting_id, []))
        for several in attendees_of(meetings).values()
        for one in several
        if one.answer != Attendee.Answer.NO and (one.meeting.partnership_id, one.person_id) in present
    ]
    return queue_all(letters)
