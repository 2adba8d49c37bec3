"""Somebody leaves, or passes on: everything that they hold goes to a named successor, in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.people.models import Person
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate
from partnerships.mandates.services import close_mandate
from partnerships.people import emails
from partnerships.people.holdings import Handover, Held, held_by, holdings
from partnerships.people.models import Role
from partnerships.people.services import check_belongs, close_role, locked_for_people, pair, store_role
from partnerships.sides import ON_NO_LINE, Level, Part, Side
from partnerships.timeline.services import record

#: What becomes of the leaver's own roles.
MOVE: Final = "move"
END: Final = "end"
KEEP: Final = "keep"


@dataclass(frozen=True)
class HandedOver:
    """What went to the successor."""

    moved: dict[str, int]
    roles: list[Role] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.moved.values())


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    leaver: Person,
    successor: Person,
    roles: str = MOVE,
    last_day: date | None = None,
    part: str = Part.MEMBER,
    level: str = Level.OPERATIONAL,
) -> HandedOver:
    """All that ``leaver`` holds on the actor's side goes to ``successor``. ``roles`` says whether the roles
    move too, end with ``last_day``, or stay. A successor without a role here gets ``part`` on ``level``."""
    partnership = locked_for_people(actor)
    if leaver == successor:
        raise ValidationError({"successor": _("Choose somebody else.")})
    if not Role.objects.filter(partnership=partnership, side=actor.side, person=leaver).exists():
        raise PermissionDenied
    check_belongs(partnership, actor.side, successor, field="successor")
    listed = held_by(partnership, actor.side, leaver)
    taken: list[Role] = []
    for role in _of(actor, partnership, leaver) if roles != KEEP else []:
        taken += _pass_on(actor, role, successor, last_day or partnership.today(), moves=roles == MOVE)
    if roles != KEEP:
        for mandate in mandates_of(partnership, actor.side, leaver):
            close_mandate(actor, mandate)
    if not _can_hold(actor, partnership, successor):
        taken.append(_first_role(actor, partnership, successor, part, level))
    handover = Handover(partnership, actor.side, leaver, successor, actor)
    moved = {holding.name: holding.move(handover) for holding in holdings()}
    done = HandedOver({name: count for name, count in moved.items() if count}, taken)
    _record_and_mail(handover, done, listed)
    return done


def mandates_of(partnership: Partnership, side: Side, leaver: Person) -> list[Mandate]:
    """By which the leaver signs in somebody's stead. They name one person, and go to no other."""
    today = partnership.today()
    own = Mandate.objects.filter(
        Q(until=None) | Q(until__gte=today), partnership=partnership, side=side, person=leaver, ended_at=None
    )
    found = list(own.select_related("person", "named_by").order_by("pk"))
    for mandate in found:
        mandate.partnership = partnership
    return found


def _of(actor: Actor, partnership: Partnership, leaver: Person) -> list[Role]:
    """The roles that have not ended."""
    today = partnership.today()
    own = Role.objects.filter(
        Q(until=None) | Q(until__gte=today), partnership=partnership, side=actor.side, person=leaver
    )
    found = list(own.select_related("person", "peer__person").order_by("pk"))
    for role in found:
        role.partnership = partnership
    return found


def _pass_on(actor: Actor, role: Role, successor: Person, last_day: date, *, moves: bool) -> Iterable[Role]:
    """End the role, and let the successor go on with it from today, with its peer."""
    today = role.partnership.today()
    peer, begins, ends = role.peer, max(today, role.since), role.until
    was_escalation = role.is_escalation
    if last_day < role.since <= today:
        raise ValidationError({"last_day": _("The last day cannot come before the first.")})
    if role.since > today:
        role.delete()  # it never began
    else:
        role.is_escalation = False
        role.save(update_fields=["is_escalation"])
        close_role(actor, role, min(last_day, role.until or last_day))
    if not moves:
        return []
    own = Role.objects.filter(
        Q(until=None) | Q(until__gte=begins), partnership=role.partnership, person=successor, part=role.part
    ).first()
    if own is None:
        own = store_role(
            actor.person,
            Role(
                partnership=role.partnership,
                person=successor,
                side=role.side,
                part=role.part,
                level=role.level,
                since=begins,
                until=ends,
                is_escalation=was_escalation,
                responsibilities=role.responsibilities,
                authority=role.authority,
                face=role.face,
            ),
        )
    if peer and own.peer_id is None:
        pair(own, peer)
    return [own]


def _can_hold(actor: Actor, partnership: Partnership, person: Person) -> bool:
    own = Role.objects.current().filter(partnership=partnership, side=actor.side, person=person)
    return own.exclude(part__in=ON_NO_LINE).exists()


def _first_role(actor: Actor, partnership: Partnership, person: Person, part: str, level: str) -> Role:
    if part in ON_NO_LINE:
        refusal = _("With this role nobody can take over what there is to do. Choose another one.")
        raise ValidationError({"part": refusal})
    today = partnership.today()
    role = Role(partnership=partnership, person=person, side=actor.side, part=part, level=level, since=today)
    return store_role(actor.person, role)


def _record_and_mail(handover: Handover, done: HandedOver, listed: list[Held]) -> None:
    leaver, successor = handover.leaver, handover.successor
    event = record(
        partnership=handover.partnership,
        person=handover.actor.person,
        kind="role.handed_over",
        subject=f"{leaver.name} → {successor.name}",
        # how much there was in the side's own space is nothing for the other side
        change={"roles": [role.pk for role in done.roles]},
    )
    if successor != handover.actor.person:
        queue(emails.handed_over(handover, done.roles, listed, event.pk))
