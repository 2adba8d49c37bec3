"""Meetings called by hand, moved, changed, cancelled, held."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.owners import owning_roles
from governance.boards.models import Board
from governance.meetings.attendance import (
    cancel_meetings,
    change_attendees,
    clear_answers,
    raise_sequence,
    reminder_time,
    send_again,
    send_invitations,
)
from governance.meetings.models import INVITED_BEFORE, Attendee, Meeting
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale

#: Without a board that says otherwise.
REMIND_DAYS: Final = 3
EDITABLE: Final = ("title", "minutes_long", "time_zone", "place", "link")


@transaction.atomic
def add_meeting(
    *,
    actor: Actor,
    level: str,
    starts_at: datetime,
    attendees: Collection[Person],
    board: Board | None = None,
    **fields: Any,
) -> Meeting:
    """An extra meeting, of a board or of whom one asks. ``fields`` is what the form asks besides."""
    if not actor.may("manage_meetings"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    if board is not None and (board.partnership_id != partnership.pk or board.closed_at):
        raise ValidationError({"board": _("This board is closed.")})
    now = timezone.now()
    _must_be_ahead(starts_at, now)
    meeting = Meeting(
        partnership=partnership,
        number=next_number(Meeting, partnership),
        board=board,
        level=level,
        starts_at=starts_at,
        is_touched=True,
        invite_at=starts_at - INVITED_BEFORE,
        created_by=actor.person,
    )
    _set_fields(meeting, fields)
    meeting.full_clean()
    meeting.remind_at = reminder_time(meeting, _remind_days(board), now)
    sides = _sides_of_people(partnership, attendees)
    meeting.save()
    members = set(board.members.values_list("person", flat=True)) if board else set()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, person_id=pk, side=side, is_guest=pk not in members)
        for pk, side in sides.items()
    )
    _record(actor, meeting, "meeting.added", {"starts": [None, starts_at.isoformat()]})
    _invite_when_near(meeting, now)
    return meeting


@transaction.atomic
def edit_meeting(
    *,
    actor: Actor,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    attendees: Collection[Person],
    reason: str = "",
    **fields: Any,
) -> Meeting:
    """Move or change a meeting, and who is to come. A new time needs a reason, and asks everybody again.
    Those who were asked by mail are told; the last state is the one that counts."""
    meeting = _planned(actor, meeting)
    refuse_stale(
        meeting,
        version,
        partnership=meeting.partnership,
        kinds="meeting.",
        about={"number": meeting.number},
    )
    before = {name: getattr(meeting, name) for name in ("starts_at", *EDITABLE)}
    meeting.starts_at = starts_at
    _set_fields(meeting, fields)
    changed = [name for name, value in before.items() if getattr(meeting, name) != value]
    now = timezone.now()
    if "starts_at" in changed:
        _move(meeting, reason, now)
    if changed:
        _store(meeting)
        raise_sequence([meeting])
        _record_change(actor, meeting, before, changed)
    if _set_people(actor, meeting, attendees) and not changed:
        meeting.version += 1
        meeting.save(update_fields=["version"])
    if changed:
        if meeting.is_invited:
            send_invitations([meeting])
        else:
            _invite_when_near(meeting, now)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """It does not take place. Cancelling what is cancelled changes nothing."""
    held_now = _own(actor, meeting)
    if held_now.state == Meeting.State.CANCELLED:
        return held_now
    if not held_now.is_planned:
        raise ValidationError(_("This meeting has been held."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why it is cancelled.")})
    cancel_meetings([held_now], reason.strip())
    _record(actor, held_now, "meeting.cancelled", {"reason": held_now.reason})
    return held_now


@transaction.atomic
def hold_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """It takes place, or has taken place. Noting it twice changes nothing."""
    meeting = _own(actor, meeting)
    if meeting.state == Meeting.State.HELD:
        return meeting
    if not meeting.is_planned:
        raise ValidationError(_("This meeting was cancelled."))
    if meeting.starts_at - timedelta(hours=1) > timezone.now():
        raise ValidationError(_("This meeting has not begun yet."))
    meeting.state, meeting.remind_at = Meeting.State.HELD, None
    _store(meeting)
    _record(actor, meeting, "meeting.held", {})
    return meeting


@transaction.atomic
def invite_again(*, actor: Actor, meeting: Meeting, attendee_pk: int) -> Attendee:
    """For one who cannot find the mail, or whose link is dead."""
    meeting = _own(actor, meeting)
    if not meeting.is_planned or meeting.has_begun():
        raise ValidationError(_("This meeting has begun, or was cancelled."))
    attendee = meeting.attendees.select_related("person").filter(pk=attendee_pk).first()
    if attendee is None or attendee.told is None:
        raise ValidationError(_("This person is not among those who have been invited."))
    attendee.meeting = meeting
    if not send_again(attendee):
        raise ValidationError(_("%(name)s has no role any more.") % {"name": attendee.person.name})
    return attendee


def _must_be_ahead(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        refusal = _("This time has passed. Choose one that is still to come.")
        # where a form asks for it, it asks for day and time
        raise ValidationError({"starts_at": ValidationError(refusal, code="day")})


def _remind_days(board: Board | None) -> int:
    return board.remind_days if board else REMIND_DAYS


def _invite_when_near(meeting: Meeting, now: datetime) -> None:
    """What is near is said at once; for what is far off, the sweep invites in time."""
    if meeting.invite_at is not None and meeting.invite_at <= now:
        meeting.invite_at = None
        meeting.save(update_fields=["invite_at"])
        send_invitations([meeting])


def _move(meeting: Meeting, reason: str, now: datetime) -> None:
    _must_be_ahead(meeting.starts_at, now)
    if not reason.strip():
        raise ValidationError({"reason": _("Say in a few words why it is moved.")})
    meeting.reason = reason.strip()
    meeting.remind_at = reminder_time(meeting, _remind_days(meeting.board), now)
    if not meeting.is_invited:
        meeting.invite_at = meeting.starts_at - INVITED_BEFORE
    clear_answers([meeting])


def _set_people(actor: Actor, meeting: Meeting, people: Collection[Person]) -> bool:
    """Returns whether somebody else is to come now."""
    present = {one.person_id: one for one in meeting.attendees.select_related("person")}
    wanted = {person.pk for person in people}
    sides = _sides_of_people(meeting.partnership, people)
    new = {pk: side for pk, side in sides.items() if pk not in present}
    gone = [one for pk, one in present.items() if pk not in wanted]
    if not new and not gone:
        return False
    change_attendees([meeting], new, {one.person_id for one in gone}, are_guests=True)
    change = {
        "joined": [person.name for person in people if person.pk in new],
        "left": [one.person.name for one in gone],
    }
    _record(actor, meeting, "meeting.people", {name: names for name, names in change.items() if names})
    return True


def _sides_of_people(partnership: Partnership, people: Collection[Person]) -> dict[int, Side]:
    """On whose side each of these people comes. Only who has a part in the partnership is asked."""
    sides = {role.person_id: Side(role.side) for role in owning_roles(partnership)}
    for person in people:
        if person.pk not in sides:
            refusal = _("%(who)s has no role in this partnership to come with.")
            raise ValidationError({"attendees": refusal % {"who": person.name}})
    if not people:
        raise ValidationError({"attendees": _("Choose who is to come.")})
    return {person.pk: sides[person.pk] for person in people}


def _own(actor: Actor, meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked, for one who may change it."""
    if not actor.may("manage_meetings"):
        raise PermissionDenied
    return lock_for_update(meeting, actor)


def _planned(actor: Actor, meeting: Meeting) -> Meeting:
    own = _own(actor, meeting)
    if not own.is_planned:
        raise ValidationError(_("This meeting is held or cancelled; it is not changed any more."))
    return own


def _set_fields(meeting: Meeting, fields: Mapping[str, Any]) -> None:
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"A meeting has no {sorted(unknown)}")
    for name, value in fields.items():
        setattr(meeting, name, value.strip() if isinstance(value, str) else value)


def _store(meeting: Meeting) -> None:
    meeting.full_clean()
    meeting.is_touched = True
    meeting.version += 1
    meeting.changed_at = timezone.now()
    meeting.save()


def _record_change(actor: Actor, meeting: Meeting, before: Mapping[str, Any], changed: list[str]) -> None:
    kind = "meeting.moved" if "starts_at" in changed else "meeting.edited"
    change: dict[str, object] = {
        name: [str(before[name]), str(getattr(meeting, name))]
        for name in changed
        if name not in {"starts_at", "link"}
    }
    if "starts_at" in changed:
        change["starts"] = [before["starts_at"].isoformat(), meeting.starts_at.isoformat()]
        change["reason"] = meeting.reason
    _record(actor, meeting, kind, change)


def _record(actor: Actor, meeting: Meeting, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=meeting.partnership,
        person=actor.person,
        kind=kind,
        subject=meeting.name,
        space=meeting.space,
        change={"number": meeting.number, **change},
    )
