"""From a person and a reference to an actor: the one access check, which hands out the partnership."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.db import connection
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Person
from partnerships.models import Partnership
from partnerships.permissions import INVITED_PARTY, MANDATED, OFFICER, RIGHTS, known
from partnerships.sides import Part, Side, Space


@dataclass(frozen=True)
class Actor:
    """A person in one partnership: their side, their parts in it, and what these let them do."""

    person: Person
    partnership: Partnership
    side: Side
    parts: frozenset[Part]
    permissions: frozenset[str]
    #: An outside facilitator stands on a side for the charter's sake, and sees only what is joint.
    is_outsider: bool = False

    def may(self, permission: str) -> bool:
        return known(permission) in self.permissions

    @property
    def spaces(self) -> tuple[Space, ...]:
        return (Space.JOINT,) if self.is_outsider else (Space.JOINT, Space(self.side.value))

    @property
    def is_lead(self) -> bool:
        return Part.LEAD in self.parts


@dataclass(frozen=True)
class Membership:
    """What the access check needs to know of a membership in one of the parties."""

    is_officer: bool
    is_administrator: bool


@dataclass
class Facts:
    """Everything that the access check looks at, read in one go."""

    pk: int
    state: str
    supplier_contact: str
    party: dict[Side, int | None]
    memberships: dict[int, Membership]
    roles: set[tuple[Side, Part]]
    #: The sides on which the person was named to sign.
    mandates: set[Side]


#: One light statement, for it is asked with every page of a partnership. What it says of memberships, roles
#: and mandates is what ``MembershipQuerySet.active``, ``RoleQuerySet.dated`` and ``MandateQuerySet.dated``
#: say; the tests compare the two.
STATEMENT = """
SELECT p.id, p.state, p.supplier_contact, p.customer_id, p.supplier_id,
       m.organisation_id, m.is_officer, m.is_administrator, r.side, r.part, d.side
FROM partnerships_partnership p
LEFT JOIN accounts_membership m
       ON m.person_id = %s AND m.ended_at IS NULL AND m.organisation_id IN (p.customer_id, p.supplier_id)
LEFT JOIN partnerships_role r
       ON r.partnership_id = p.id AND r.person_id = %s
      AND r.since <= %s AND (r.until IS NULL OR r.until >= %s)
LEFT JOIN partnerships_mandate d
       ON d.partnership_id = p.id AND d.person_id = %s AND d.ended_at IS NULL
      AND d.since <= %s AND (d.until IS NULL OR d.until >= %s)
WHERE p.reference = %s
"""


def find_actor(person: Person, reference: str) -> Actor | None:
    """The actor, or ``None`` for a stranger: no role, and not officer of a party. One query; the
    partnership itself is read when somebody looks at it. Whoever may ``view`` here finds the partnership
    in ``Partnership.objects.for_person`` too."""
    facts = _read_facts(person, reference) if person.is_active else None
    if facts is None:
        return None
    partnership = cast(Partnership, SimpleLazyObject(lambda: _partnership(facts.pk)))
    actors = (_actor_on(side, person, partnership, facts) for side in Side)
    return _foremost(actor for actor in actors if actor.permissions)


def _partnership(pk: int) -> Partnership:
    return Partnership.objects.select_related("customer", "supplier").get(pk=pk)


def _read_facts(person: Person, reference: str) -> Facts | None:
    today = timezone.now().date().isoformat()
    with connection.cursor() as cursor:
        by_date: list[int | str] = [person.pk, today, today]
        cursor.execute(STATEMENT, [person.pk, *by_date, *by_date, reference])
        rows = cursor.fetchall()
    if not rows:
        return None
    pk, state, contact, customer, supplier = rows[0][:5]
    party = {Side.CUSTOMER: customer, Side.SUPPLIER: supplier}
    facts = Facts(pk, state, contact, party, {}, set(), set())
    for row in rows:
        organisation, is_officer, is_administrator, side, part, signs_for = row[5:]
        if organisation is not None:
            facts.memberships[organisation] = Membership(bool(is_officer), bool(is_administrator))
        if side is not None:
            facts.roles.add((Side(side), Part(part)))
        if signs_for is not None:
            facts.mandates.add(Side(signs_for))
    return facts


def _actor_on(side: Side, person: Person, partnership: Partnership, facts: Facts) -> Actor:
    """The person as they stand on one side, without any permission where they do not."""
    membership = facts.memberships.get(facts.party[side] or 0)
    parts = frozenset(
        part for where, part in facts.roles if where == side and (membership or part == Part.FACILITATOR)
    )
    rights: frozenset[str] = frozenset().union(*(RIGHTS[part] for part in parts))
    if membership and membership.is_officer:
        rights |= OFFICER
    if side in facts.mandates and membership and parts - {Part.FACILITATOR}:
        rights |= MANDATED
    if side is Side.SUPPLIER and facts.state != Partnership.State.BINDING:
        rights = frozenset()  # until it is accepted, the partnership is its proposer's side's alone
    if side is Side.SUPPLIER and membership and _is_invited(membership, person, facts):
        is_open = facts.state == Partnership.State.PROPOSED
        rights |= INVITED_PARTY if is_open else {"see_proposal"}
    return Actor(
        person,
        partnership,
        side,
        parts,
        rights,
        is_outsider=membership is None,
    )


def _is_invited(membership: Membership, person: Person, facts: Facts) -> bool:
    return (
        membership.is_administrator
        or membership.is_officer
        or person.email.lower() == facts.supplier_contact.lower()
    )


def _foremost(actors: Iterable[Actor]) -> Actor | None:
    """Of a person who stands on both sides: where they see more, then where they belong, then where they
    have a role, then the customer's."""
    found = sorted(
        actors,
        key=lambda actor: (actor.may("view"), not actor.is_outsider, bool(actor.parts)),
        reverse=True,
    )
    return found[0] if found else None
