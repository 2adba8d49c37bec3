"""The invitation that the sweep sends eight weeks ahead, and how a sweep takes up the mails that are due."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, Literal

from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import in_batches
from governance.meetings.attendance import send_invitations
from governance.meetings.models import Meeting, MeetingQuerySet
from partnerships.lifecycle.models import NOT_ENDED, Partnership

BATCH: Final = 100


def invite_due(now: datetime) -> int:
    """Ask everybody whose meeting comes within eight weeks; returns how many mails are new."""
    return send_due(gettext_noop("Invitations to meetings"), "invite_at", now, send_invitations)


def send_due(
    sweep: str,
    field: Literal["invite_at", "remind_at"],
    now: datetime,
    send: Callable[[Sequence[Meeting]], int],
) -> int:
    """Take up the meetings for which ``field`` says that it is time, a hundred at a time, and empty it: what
    is done is not looked at again, and two sweeps at once find each meeting with one of them."""
    due = _planned(now).filter(**{f"{field}__lte": now}).order_by("pk")

    def send_these(ids: Sequence[int]) -> int:
        rows = locked(due.filter(pk__in=ids))
        parties = ("board", "partnership__customer", "partnership__supplier")
        meetings = list(rows.select_related(*parties))
        new = send(meetings)
        Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(**{field: None})
        return new

    return in_batches(sweep, due, BATCH, send_these)


def _planned(now: datetime) -> MeetingQuerySet:
    binding = Partnership.State.BINDING
    return Meeting.objects.planned().filter(NOT_ENDED, starts_at__gt=now, partnership__state=binding)
