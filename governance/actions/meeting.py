"""Meetings made by hand, beside those of a board's cadence."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from governance.holding import held
from governance.models import INVITED_BEFORE, Attendee, Board, Meeting
from governance.numbers import locked, next_number
from governance.owners import owning_roles
from partnerships.access import Actor
from partnerships.actions import record
from partnerships.models import Partnership
from partnerships.sides import Side

#: Without a board that says otherwise.
REMINDED_BEFORE: Final = timedelta(days=3)


@transaction.atomic
def add_meeting(
    *,
    actor: Actor,
    title: str,
    level: str,
    starts_at: datetime,
    minutes_long: int,
    time_zone: str,
    attendees: Collection[Person],
    board: Board | None = None,
    place: str = "",
    link: str = "",
) -> Meeting:
    """An extra meeting, of a board or of whom one asks."""
    if not actor.may("manage_meetings"):
        raise PermissionDenied
    partnership = locked(actor)
    if board is not None and (board.partnership_id != partnership.pk or board.closed_at):
        raise ValidationError({"board": _("This board is closed.")})
    must_be_ahead(starts_at)
    before = timedelta(days=board.remind_days) if board else REMINDED_BEFORE
    meeting = Meeting(
        partnership=partnership,
        number=next_number(Meeting, partnership),
        board=board,
        title=title.strip(),
        level=level,
        starts_at=starts_at,
        minutes_long=minutes_long,
        time_zone=time_zone,
        place=place.strip(),
        link=link.strip(),
        is_touched=True,
        invite_at=starts_at - INVITED_BEFORE,
        remind_at=starts_at - before,
        created_by=actor.person,
    )
    meeting.full_clean()
    sides = attending_sides(partnership, attendees)
    meeting.save()
    members = set(board.members.values_list("person", flat=True)) if board else set()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, person_id=pk, side=side, is_guest=pk not in members)
        for pk, side in sides.items()
    )
    _record(actor, meeting, "meeting.added", {"starts": [None, starts_at.isoformat()]})
    return meeting


def must_be_ahead(starts_at: datetime) -> None:
    if starts_at <= timezone.now():
        refusal = _("This time has passed. Choose one that is still to come.")
        # where a form asks for it, it asks for day and time
        raise ValidationError({"starts_at": ValidationError(refusal, code="day")})


def attending_sides(partnership: Partnership, people: Collection[Person]) -> dict[int, Side]:
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
    return held(meeting, actor)


def _record(actor: Actor, meeting: Meeting, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=meeting.partnership,
        person=actor.person,
        kind=kind,
        subject=meeting.name,
        space=meeting.space,
        change={"number": meeting.number, **change},
    )
