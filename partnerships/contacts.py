"""The people of a partnership as the contact map shows them: by side and level, with what is missing; and to
whom something is escalated."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Membership
from partnerships.access import Actor
from partnerships.models import Partnership, Role
from partnerships.sides import ON_NO_LINE, SENIOR_PART, Level, Part, Side

#: More people than this on a side, and the page says that it shows the first.
SHOWN = 100
PAST_SHOWN = 50


@dataclass(frozen=True)
class Contact:
    role: Role
    has_left: bool
    is_coming: bool
    peer: Role | None
    lacks_peer: bool
    may_change: bool

    @property
    def is_gap(self) -> bool:
        return self.has_left or self.lacks_peer


@dataclass
class Column:
    side: Side
    organisation: str
    by_level: list[tuple[Level, list[Contact]]] = field(default_factory=list)
    more: bool = False

    @property
    def gaps(self) -> int:
        return sum(contact.is_gap for _, contacts in self.by_level for contact in contacts)


def columns(actor: Actor) -> list[Column]:
    """Both sides, the customer first, in three queries however many people there are."""
    partnership, today = actor.partnership, timezone.now().date()
    roles = [role for side in Side for role in _present(actor, side, today)]
    members = _members(partnership, roles)
    found = []
    for side in Side:
        organisation = partnership.organisation(side)
        column = Column(side, organisation.name if organisation else "")
        own = [role for role in roles if role.side == side]
        column.more = len(own) > SHOWN
        for level in Level:
            contacts = [_contact(actor, role, members, today) for role in own[:SHOWN] if role.level == level]
            column.by_level.append((level, contacts))
        found.append(column)
    return found


def escalation_contacts(partnership_id: int, level: str) -> list[Role]:
    """To whom something on this level is escalated, the customer's people first. A side without a contact of
    its own on the level is reached through its lead, on the strategic level through its SRO or SRIE, and
    through the other of these where it has none."""
    asked = Q(is_escalation=True, level=level) | Q(part__in=(Part.LEAD, *SENIOR_PART.values()))
    roles = list(
        Role.objects.current()
        .filter(asked, partnership=partnership_id)
        .select_related("person")
        .order_by("side", "pk")
    )
    return [role for side in Side for role in _reached(side, level, [r for r in roles if r.side == side])]


def _reached(side: Side, level: str, roles: list[Role]) -> list[Role]:
    contact = [role for role in roles if role.is_escalation and role.level == level]
    leads = [role for role in roles if role.part == Part.LEAD]
    seniors = [role for role in roles if role.part == SENIOR_PART[side]]
    return contact or (seniors or leads if level == Level.STRATEGIC else leads or seniors)


def past(actor: Actor) -> list[Role]:
    today = timezone.now().date()
    ended = Role.objects.visible_to(actor).filter(until__lt=today).select_related("person")
    return list(ended.order_by("-until", "-pk")[:PAST_SHOWN])


def _present(actor: Actor, side: Side, today: date) -> QuerySet[Role]:
    """Roles that have not ended: those that count, those to come, and those whose holder has left."""
    return (
        Role.objects.visible_to(actor)
        .filter(Q(until=None) | Q(until__gte=today), side=side)
        .select_related("person", "peer__person")
        .order_by("pk")[: SHOWN + 1]
    )


def _members(partnership: Partnership, roles: list[Role]) -> set[tuple[int, str]]:
    """(person, side) of those who belong to the party of that side."""
    people = {role.person_id for role in roles} | {role.peer.person_id for role in roles if role.peer}
    sides = {partnership.customer_id: Side.CUSTOMER, partnership.supplier_id: Side.SUPPLIER}
    found = Membership.objects.active().filter(person__in=people, organisation__in=[pk for pk in sides if pk])
    return {(person, sides[party]) for person, party in found.values_list("person", "organisation")}


def _stands(role: Role, members: set[tuple[int, str]]) -> bool:
    return role.person.is_active and (role.part == Part.FACILITATOR or (role.person_id, role.side) in members)


def _contact(actor: Actor, role: Role, members: set[tuple[int, str]], today: date) -> Contact:
    peer = role.peer
    if peer and (not _stands(peer, members) or (peer.until and peer.until < today)):
        peer = None
    has_left = not _stands(role, members)
    return Contact(
        role=role,
        has_left=has_left,
        is_coming=role.since > today,
        peer=peer,
        lacks_peer=peer is None and not has_left and role.part not in ON_NO_LINE,
        may_change=role.side == actor.side and actor.may("manage_people"),
    )
