"""The reminder of a meeting, with its agenda, a few days before."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from governance.agendas.selectors import agendas_of
from governance.meetings import emails
from governance.meetings.attendance import attendees_of, present_people
from governance.meetings.inviting import send_due
from governance.meetings.models import Attendee, Meeting
from outbox.queueing import queue_all


def remind_meetings(now: datetime) -> int:
    """Remind those who have not said that they stay away, with the agenda as it stands; returns how many
    mails are new."""
    return send_due(
        gettext_noop("Reminders of meetings"), "remind_at", now, lambda meetings: _remind(meetings, now)
    )


def _remind(meetings: Sequence[Meeting], now: datetime) -> int:
    present = present_people({meeting.partnership_id for meeting in meetings}, now)
    agendas = agendas_of(meetings)
    return queue_all(
        emails.reminder(one, agendas.get(one.meeting_id, []))
        for several in attendees_of(meetings).values()
        for one in several
        if one.answer != Attendee.Answer.NO and (one.meeting.partnership_id, one.person_id) in present
    )
