"""Who is to be at a meeting, and the mails that tell them so: asked, asked anew, no longer asked."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from accounts.organisations.models import Membership
from common import calendar_files
from common.locks import locked
from governance.boards.models import Board
from governance.meetings import emails
from governance.meetings.models import Attendee, Meeting
from outbox.queueing import EmailDraft, queue, queue_all
from partnerships.people.models import Role
from partnerships.sides import Side

#: Where the meeting is.
REMINDED_AT: Final = time(6)


def send_invitations(meetings: Collection[Meeting], only: Collection[int] | None = None) -> int:
    """Tell the attendees of these meetings when and where they are now; ``only`` are the attendees' keys,
    where not everybody is told. Who has no part in the partnership any more is told nothing. The meetings'
    partnerships come loaded. Returns how many mails are new."""
    now = timezone.now()
    by_meeting = attendees_of(meetings)
    present = present_people({meeting.partnership_id for meeting in meetings}, now)
    drafts: list[EmailDraft] = []
    recipients: list[Attendee] = []
    for meeting in meetings:
        there = [
            one
            for one in by_meeting.get(meeting.pk, [])
            if (meeting.partnership_id, one.person_id) in present
        ]
        asked = [one for one in there if only is None or one.pk in only]
        if asked:
            calendar = calendar_files.invitation(emails.calendar_entry(meeting, there, now))
            drafts += [emails.invited(one, calendar) for one in asked]
            recipients += asked
    new = queue_all(drafts)
    for one in recipients:
        one.told = one.meeting.sequence
    Attendee.objects.bulk_update(recipients, ["told"], batch_size=500)
    return new


def send_again(attendee: Attendee) -> bool:
    """The invitation once more, with a fresh link. Returns whether the person is still of the party."""
    meeting, now = attendee.meeting, timezone.now()
    present = present_people({meeting.partnership_id}, now)
    if (meeting.partnership_id, attendee.person_id) not in present:
        return False
    calendar = calendar_files.invitation(emails.calendar_entry(meeting, [attendee], now))
    return queue(emails.invited(attendee, calendar, again=f"/again/{uuid.uuid4().hex}"))


def send_cancellations(attendees: Sequence[Attendee], *, is_off: bool) -> None:
    """Take a meeting out of the calendars of those who were asked: because it is off, or because they are
    no longer asked. Each attendee comes with person and meeting; who left the party is told nothing."""
    recipients = [one for one in attendees if one.told is not None]
    now = timezone.now()
    drafts = []
    for one in _of_the_party(recipients, now):
        entry = replace(emails.calendar_entry(one.meeting, [one], now), is_cancelled=True)
        drafts.append(emails.cancelled(one, calendar_files.cancellation(entry), is_off=is_off))
    queue_all(drafts)


def attendees_of(meetings: Iterable[Meeting]) -> dict[int, list[Attendee]]:
    """By meeting, with their people."""
    own = {meeting.pk: meeting for meeting in meetings}
    found: dict[int, list[Attendee]] = {}
    rows = Attendee.objects.filter(meeting__in=own).select_related("person").order_by("side", "pk")
    for one in rows:
        one.meeting = own[one.meeting_id]
        found.setdefault(one.meeting_id, []).append(one)
    return found


def present_people(partnership_ids: Iterable[int], today: date) -> set[tuple[int, int]]:
    """(partnership, person) of everybody whose role counts on the day."""
    roles = Role.objects.current(today).filter(partnership__in=list(partnership_ids)).order_by()
    return set(roles.values_list("partnership", "person").distinct())


def follow_board_members(board: Board, joined: Mapping[int, Side], left: Collection[int]) -> None:
    """The board's meetings that are still to come follow its members. Guests of one meeting stay."""
    # all of the partnership: handing over changes those of several boards, and guests' meetings, too
    coming = Meeting.objects.planned().filter(partnership=board.partnership_id, starts_at__gt=timezone.now())
    found = [meeting for meeting in locked(coming) if meeting.board_id == board.pk]
    meetings = sorted(found, key=lambda meeting: (meeting.starts_at, meeting.pk))
    for meeting in meetings:
        meeting.partnership = board.partnership
    change_attendees(meetings, joined, left, are_guests=False)


def change_attendees(
    meetings: Sequence[Meeting], joined: Mapping[int, Side], left: Collection[int], *, are_guests: bool
) -> None:
    """Add and take off attendees of these meetings, and tell those whom it concerns where the others have
    been asked already."""
    invited = [meeting for meeting in meetings if meeting.is_invited]
    gone = [
        one
        for several in attendees_of(meetings).values()
        for one in several
        if one.person_id in left and (are_guests or not one.is_guest)
    ]
    if gone:
        raise_sequence([one.meeting for one in gone])
        send_cancellations(gone, is_off=False)
        Attendee.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if not are_guests:
        Attendee.objects.filter(meeting__in=meetings, person__in=joined).update(is_guest=False)
    Attendee.objects.bulk_create(
        [
            Attendee(meeting=meeting, person_id=pk, side=side, is_guest=are_guests)
            for meeting in meetings
            for pk, side in joined.items()
        ],
        ignore_conflicts=True,
    )
    if invited and joined:
        new = Attendee.objects.filter(meeting__in=invited, person__in=joined, told=None)
        send_invitations(invited, set(new.values_list("pk", flat=True)))


def raise_sequence(meetings: Iterable[Meeting]) -> None:
    """What calendars are told from now on is newer than what they were told before."""
    own = {meeting.pk: meeting for meeting in meetings}
    now = timezone.now()
    for meeting in own.values():
        meeting.sequence += 1
        meeting.changed_at = now
    Meeting.objects.bulk_update(own.values(), ["sequence", "changed_at"], batch_size=500)


def _of_the_party(attendees: Sequence[Attendee], today: date) -> list[Attendee]:
    """Those who belong to the party on whose side they were to come still, or have a role still: a calendar
    is put right for them, also where the role has ended. Others learn nothing any more."""
    rows = Membership.objects.active().filter(person__in={one.person_id for one in attendees})
    belong = set(rows.values_list("person", "organisation"))
    present = present_people({one.meeting.partnership_id for one in attendees}, today)

    def is_there(one: Attendee) -> bool:
        partnership = one.meeting.partnership
        party = partnership.organisation(Side(one.side))
        return (one.person_id, party.pk if party else 0) in belong or (
            partnership.pk,
            one.person_id,
        ) in present

    return [one for one in attendees if is_there(one)]


def reminder_time(meeting: Meeting, days: int, now: datetime) -> datetime | None:
    """When people are reminded: in the morning, of all that comes on one day. Never of what was set nearer
    than that, for they were asked just now."""
    day = meeting.starts_at.astimezone(meeting.zone).date() - timedelta(days=days)
    moment = datetime.combine(day, REMINDED_AT, meeting.zone)
    return moment if days and moment > now else None


def clear_answers(meetings: Collection[Meeting]) -> None:
    """Who could come then may not be able to come now."""
    Attendee.objects.filter(meeting__in=meetings).exclude(answer="").update(answer="", answered_at=None)


def cancel_meetings(meetings: Collection[Meeting], reason: str) -> None:
    """Cancel these; those who were asked get a mail that takes it out of their calendars."""
    for meeting in meetings:
        meeting.state, meeting.reason = Meeting.State.CANCELLED, reason
        meeting.remind_at, meeting.version = None, meeting.version + 1
    Meeting.objects.bulk_update(meetings, ["state", "reason", "remind_at", "version"], batch_size=200)
    raise_sequence(meetings)
    send_cancellations([one for several in attendees_of(meetings).values() for one in several], is_off=True)
