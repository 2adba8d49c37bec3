"""The mails about meetings: one function a mail. The calendar that goes along is the same for everybody who
is asked; the link to answer is each reader's own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from common import calendar_files
from common.file_names import file_name
from governance.agendas.models import AgendaItem
from governance.meetings.links import answer_link
from governance.meetings.models import Attendee, Meeting
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft


def calendar_entry(
    meeting: Meeting, attendees: Sequence[Attendee], stamp: datetime | None = None
) -> calendar_files.Entry:
    """The meeting as calendars know it. ``attendees`` come with their people; ``stamp`` is when this is
    written for a mail, without one it is when the meeting was last changed."""
    return calendar_files.Entry(
        uid=meeting.uid,
        title=f"{meeting.name} – {meeting.partnership.title}",
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        stamp=stamp or meeting.changed_at,
        sequence=meeting.sequence,
        place=" · ".join(filter(None, (meeting.place, meeting.link))),
        url=url_of_meeting(meeting),
        description="\n".join(filter(None, (meeting.reason, meeting.link, url_of_meeting(meeting)))),
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
        guests=tuple(
            calendar_files.Guest(one.person.name, one.person.email, one.answer) for one in attendees
        ),
    )


def url_of_meeting(meeting: Meeting) -> str:
    return str(settings.SITE_URL) + meeting.get_absolute_url()


def invited(attendee: Attendee, calendar: str, again: str = "") -> EmailDraft:
    """Asked for the first time, or again after something has changed: once for each state of the meeting, and
    once more for each ``again``."""
    meeting = attendee.meeting
    key = f"meeting/{meeting.pk}/request/{meeting.sequence}/attendee/{attendee.pk}{again}"
    more = {"is_update": attendee.told is not None, "answer_link": answer_link(attendee)}
    return _draft(attendee, key, "meeting_invitation", more, calendar=("REQUEST", calendar))


def cancelled(attendee: Attendee, calendar: str, *, is_off: bool) -> EmailDraft:
    """The meeting is off, or this person is no longer asked to come."""
    meeting = attendee.meeting
    key = f"meeting/{meeting.pk}/cancel/{meeting.sequence}/attendee/{attendee.pk}"
    return _draft(attendee, key, "meeting_cancelled", {"is_off": is_off}, calendar=("CANCEL", calendar))


def reminder(attendee: Attendee, agenda: list[AgendaItem]) -> EmailDraft:
    """With what is on the agenda as it stands."""
    meeting = attendee.meeting
    key = f"meeting/{meeting.pk}/reminder/{meeting.sequence}/attendee/{attendee.pk}"
    pre_read = reverse("pre_read", args=[meeting.partnership.reference, meeting.number])
    more = {
        "agenda": agenda,
        "pre_read_link": settings.SITE_URL + pre_read,
        "answer_link": "" if attendee.answer else answer_link(attendee),
    }
    return _draft(attendee, key, "meeting_reminder", more, is_reminder=True, due=meeting.starts_at)


def _draft(
    attendee: Attendee,
    key: str,
    template: str,
    more: dict[str, Any],
    calendar: tuple[str, str] | None = None,
    **rest: Any,
) -> EmailDraft:
    meeting, person = attendee.meeting, attendee.person
    private = more.get("answer_link", "")
    return email_draft(
        key,
        template,
        meeting.partnership,
        attendee.side,
        person,
        meeting.get_absolute_url(),
        {"meeting": meeting, **more},
        private_links=[private] if private else [],
        calendar=calendar,
        # where a meeting is now is said by the latest mail alone
        calendar_name=_calendar_name(meeting, person.language) if calendar else "",
        series=f"meeting/{meeting.pk}/person/{person.pk}" if calendar else "",
        **rest,
    )


def _calendar_name(meeting: Meeting, language: str) -> str:
    """ "Service board School administration 2026-11-29.ics"."""
    day = meeting.starts_at.astimezone(meeting.zone).date()
    with translation.override(language):
        return file_name("ics", meeting.name, meeting.partnership.title, day)
