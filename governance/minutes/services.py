"""The minutes of a meeting while they are written: by one person at a time, who holds the editing lock.

The lock is a lease: the writer's page renews it while it is open. Whoever wants to write asks for it, or
takes it at once when its time has run out. Every text that is saved says on which version it was typed; what
was typed on an older one is refused and handed back, never written over somebody else's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from common.alphabet import in_alphabet
from common.locks import locked
from governance.agendas.models import AgendaItem
from governance.meetings.models import Attendee, Meeting
from governance.minutes.models import LEASE, Attendance, Minutes
from governance.minutes.writers import may_write
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update
from partnerships.timeline.services import event_time, record

#: Of a person's answer to the invitation, whether they came, until somebody says so.
EXPECTED: Final = {Attendee.Answer.YES: Attendance.PRESENT, Attendee.Answer.NO: Attendance.APOLOGIES}
LONGEST: Final = 20_000
EDITING_LOCK: Final = ["writer", "writer_until", "asked_by"]


class LockedByAnother(ValidationError):
    """Somebody else writes, or has written since."""

    def __init__(self, minutes: Minutes, said: str) -> None:
        super().__init__(said, code="locked")
        self.minutes = minutes


@transaction.atomic
def begin_minutes(*, actor: Actor, meeting: Meeting) -> Minutes:
    """Begin to write. Who begins holds the editing lock; who comes second finds the minutes begun."""
    if not may_write(actor, meeting):
        raise PermissionDenied
    meeting = lock_for_update(meeting, actor)
    if meeting.state == Meeting.State.CANCELLED:
        raise ValidationError(_("This meeting is cancelled."))
    begun: Minutes | None = Minutes.objects.filter(meeting=meeting).first()
    if begun:
        return begun
    minutes = Minutes.objects.create(
        partnership=meeting.partnership,
        space=meeting.space,
        meeting=meeting,
        attendance=_expected(meeting),
        begun_by=actor.person,
        begun_at=event_time(),
        writer=actor.person,
        writer_until=timezone.now() + LEASE,
    )
    _record(actor, minutes, "minutes.begun")
    return minutes


def _expected(meeting: Meeting) -> list[dict[str, Any]]:
    attendees = Attendee.objects.filter(meeting=meeting).select_related("person").order_by("side", "pk")
    return [_expected_attendee(attendee) for attendee in attendees]


def _expected_attendee(attendee: Attendee) -> dict[str, Any]:
    return {
        "person": attendee.person_id,
        "name": attendee.person.name,
        "side": attendee.side,
        "came": EXPECTED.get(Attendee.Answer(attendee.answer), Attendance.UNKNOWN).value,
    }


@transaction.atomic
def take_editing_lock(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Write from now on, where nobody does or whoever did was not heard of for a minute. Otherwise the
    writer is asked."""
    minutes = _lock_draft(actor, minutes)
    if minutes.is_locked_by(actor.person):
        return minutes
    if not minutes.lock_is_free():
        minutes.asked_by = actor.person
        minutes.save(update_fields=["asked_by"])
        return minutes
    return _give_lock(minutes, actor.person)


@transaction.atomic
def renew_editing_lock(*, actor: Actor, minutes: Minutes) -> Minutes:
    """The writer's page is still open."""
    minutes = _lock_draft(actor, minutes)
    if minutes.is_locked_by(actor.person) or (
        minutes.writer_id == actor.person.pk and minutes.lock_is_free()
    ):
        minutes.writer_until = timezone.now() + LEASE
        minutes.save(update_fields=["writer_until"])
    return minutes


@transaction.atomic
def hand_over_editing_lock(*, actor: Actor, minutes: Minutes, to: Person) -> Minutes:
    """Let somebody else of those who may write go on."""
    minutes = hold_editing_lock(actor, minutes)
    if to.pk not in {person.pk for person in possible_writers(minutes)}:
        raise ValidationError({"to": _("Choose somebody who attends this meeting.")})
    return _give_lock(minutes, to)


@transaction.atomic
def keep_editing_lock(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Somebody asked; the writer goes on."""
    minutes = _lock_draft(actor, minutes)
    if minutes.is_locked_by(actor.person):
        minutes.asked_by, minutes.writer_until = None, timezone.now() + LEASE
        minutes.save(update_fields=EDITING_LOCK)
    return minutes


@transaction.atomic
def release_editing_lock(*, actor: Actor, minutes: Minutes) -> Minutes:
    minutes = _lock_draft(actor, minutes)
    if minutes.writer_id == actor.person.pk:
        minutes.writer, minutes.writer_until, minutes.asked_by = None, None, None
        minutes.save(update_fields=EDITING_LOCK)
    return minutes


@transaction.atomic
def save_minutes(
    *,
    actor: Actor,
    minutes: Minutes,
    version: int,
    text: str | None = None,
    guests: str | None = None,
    came: Mapping[int, str] | None = None,
    said: Mapping[int, str] | None = None,
) -> Minutes:
    """Store what was typed: the text in general, the guests, who came (by person), what was said (by item).
    What is ``None``, or is not among them, stays. Whoever saves holds the editing lock, or takes it
    where it is free."""
    minutes = hold_editing_lock(actor, minutes)
    if minutes.version != version:
        raise LockedByAnother(
            minutes, _("These minutes have changed since you opened them. Nothing of yours is lost.")
        )
    if text is not None:
        minutes.text = _within(text, LONGEST)
    if guests is not None:
        minutes.guests = _within(guests, 2000)
    if came:
        minutes.attendance = _attendance(minutes, came)
    if said:
        _save_what_was_said(minutes, said)
    minutes.version, minutes.saved_at = minutes.version + 1, timezone.now()
    minutes.save(update_fields=["text", "guests", "attendance", "version", "saved_at"])
    return minutes


def possible_writers(minutes: Minutes) -> list[Person]:
    """Those to whom the editing lock can be handed over: who attends, and whoever has asked."""
    attendees = Person.objects.filter(attendances__meeting=minutes.meeting_id, is_active=True)
    found = list(attendees.order_by(*in_alphabet("given_name", "family_name"), "pk"))
    if minutes.asked_by and minutes.asked_by not in found:
        found.append(minutes.asked_by)
    return found


def hold_editing_lock(actor: Actor, minutes: Minutes) -> Minutes:
    """The minutes as they are now, locked, for one who holds the editing lock, or takes it where
    it is free."""
    minutes = _lock_draft(actor, minutes)
    if not minutes.is_locked_by(actor.person) and not minutes.lock_is_free():
        raise _locked_by_another(minutes)
    minutes.writer, minutes.writer_until = actor.person, timezone.now() + LEASE
    minutes.save(update_fields=["writer", "writer_until"])
    return minutes


def _lock_draft(actor: Actor, minutes: Minutes) -> Minutes:
    """The minutes as they are now, locked, for one who may write them."""
    if not may_write(actor, minutes.meeting):
        raise PermissionDenied
    stored = lock_for_update(minutes, actor, "meeting", "writer", "asked_by")
    if stored.state == Minutes.State.SUBMITTED:
        raise ValidationError(
            _("They wait for signatures. To change them, withdraw them from signing first.")
        )
    if stored.state == Minutes.State.SEALED:
        raise ValidationError(_("Both sides have signed these minutes. They stay as they are."))
    return stored


def _give_lock(minutes: Minutes, to: Person, now: datetime | None = None) -> Minutes:
    minutes.writer, minutes.asked_by = to, None
    minutes.writer_until = (now or timezone.now()) + LEASE
    minutes.save(update_fields=EDITING_LOCK)
    return minutes


def _locked_by_another(minutes: Minutes) -> LockedByAnother:
    who = minutes.writer.name if minutes.writer else _("Somebody else")
    return LockedByAnother(minutes, _("%(who)s writes now. Nothing of yours is lost.") % {"who": who})


def _attendance(minutes: Minutes, came: Mapping[int, str]) -> list[dict[str, Any]]:
    """Those who were invited meanwhile are there too."""
    known: list[dict[str, Any]] = [*minutes.attendance]
    listed = {one["person"] for one in known}
    known += [one for one in _expected(minutes.meeting) if one["person"] not in listed]
    return [
        {**one, "came": came[one["person"]]} if came.get(one["person"]) in Attendance.values else one
        for one in known
    ]


def _save_what_was_said(minutes: Minutes, said: Mapping[int, str]) -> None:
    for item in locked(AgendaItem.objects.filter(meeting=minutes.meeting_id, pk__in=said)):
        text = _within(said[item.pk], LONGEST)
        if text != item.said:
            item.said = text
            item.save(update_fields=["said"])


def _within(text: str, longest: int) -> str:
    text = text.strip()
    if len(text) > longest:
        refusal = _("This text is too long to be kept: at most %(most)s characters.")
        raise ValidationError(refusal % {"most": longest})
    return text


def _record(actor: Actor, minutes: Minutes, kind: str) -> None:
    record(
        partnership=minutes.partnership,
        person=actor.person,
        kind=kind,
        subject=minutes.meeting.name,
        space=minutes.space,
        change={"number": minutes.meeting.number},
    )
