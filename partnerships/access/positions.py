"""Who may see and do what: what is known of a person, and the rules that follow from it.

``partnerships.access.actors`` asks them for one partnership, ``partnerships.access.scope`` for all of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import DateTimeField
from django.utils import timezone

from accounts.organisations.models import Membership
from accounts.people.models import Person
from common.prepared import Given, Prepared
from partnerships.access.permissions import AFTER_THE_END, INVITED_PARTY, MANDATED, OFFICER, RIGHTS
from partnerships.lifecycle.models import Partnership
from partnerships.mandates.models import Mandate, MandateQuerySet
from partnerships.people.models import Role, RoleQuerySet
from partnerships.sides import Part, Side, Space, Stage

State = Partnership.State


class Named(NamedTuple):
    """An organisation as far as a page names it."""

    pk: int
    name: str


class Own(NamedTuple):
    """One membership of the person's."""

    organisation: Named
    is_administrator: bool
    is_officer: bool

    @property
    def answers(self) -> bool:
        """Whether the person accepts or declines proposals in the organisation's name."""
        return self.is_administrator or self.is_officer


class Terms(NamedTuple):
    """What the rules look at of a partnership."""

    pk: int
    state: str
    stage: str
    customer: int
    supplier: int | None
    supplier_contact: str

    @property
    def is_ended(self) -> bool:
        return self.state == State.BINDING and self.stage == Stage.ENDED

    def party(self, side: Side) -> int | None:
        return self.customer if side is Side.CUSTOMER else self.supplier


TERMS = ("pk", "state", "stage", "customer_id", "supplier_id", "supplier_contact")


def terms_of(partnership: Partnership) -> Terms:
    return Terms(*(getattr(partnership, name) for name in TERMS))


@dataclass
class Facts:
    """A person's memberships, and the roles and mandates whose days hold today, in one partnership or all."""

    person: Person
    memberships: dict[int, Own] = field(default_factory=dict)  # by organisation
    partnerships: dict[int, Terms] = field(default_factory=dict)  # in which there is a role
    roles: dict[int, set[tuple[Side, Part]]] = field(default_factory=dict)  # by partnership
    mandates: set[tuple[int, Side]] = field(default_factory=set)  # partnership and side


def _roles() -> RoleQuerySet:
    return Role.objects.dated(NOW).filter(person=Given("person")).order_by()


def _mandates() -> MandateQuerySet:
    return Mandate.objects.dated(NOW).filter(person=Given("person")).order_by()


#: The access check's, asked on every page: prepared, these three take 0.5 ms of CPU, and otherwise 2.
NOW = Given("now", DateTimeField())
THERE = Given("partnership")
MEMBERSHIPS = Prepared(
    lambda: (
        Membership.objects.active()
        .filter(person=Given("person"))
        .order_by("pk")
        .values_list("organisation", "organisation__name", "is_administrator", "is_officer")
    )
)
OF_A_ROLE = ("side", "part", *(f"partnership__{name}" for name in TERMS))
ROLES = Prepared(lambda: _roles().values_list(*OF_A_ROLE))
ROLES_THERE = Prepared(lambda: _roles().filter(partnership=THERE).values_list(*OF_A_ROLE))
MANDATES = Prepared(lambda: _mandates().values_list("partnership", "side"))
MANDATES_THERE = Prepared(lambda: _mandates().filter(partnership=THERE).values_list("partnership", "side"))


def facts_of(person: Person, partnership: Partnership | None = None) -> Facts:
    """Read anew whenever it is asked for: three queries. Nothing is known of a person without an account."""
    facts = Facts(person)
    if not person.is_active:
        return facts
    now = timezone.now()
    for pk, name, is_administrator, is_officer in MEMBERSHIPS.ask(person=person.pk):
        facts.memberships[pk] = Own(Named(pk, name), is_administrator, is_officer)
    if partnership:
        roles = ROLES_THERE.ask(person=person.pk, now=now, partnership=partnership.pk)
        mandates = MANDATES_THERE.ask(person=person.pk, now=now, partnership=partnership.pk)
    else:
        roles = ROLES.ask(person=person.pk, now=now)
        mandates = MANDATES.ask(person=person.pk, now=now)
    for side, part, *terms in roles:
        there = Terms(*terms)
        facts.partnerships[there.pk] = there
        facts.roles.setdefault(there.pk, set()).add((Side(side), Part(part)))
    facts.mandates = {(pk, Side(side)) for pk, side in mandates}
    return facts


class Position:
    """A person on one side of one partnership, without any permission where they have no part there."""

    def __init__(self, facts: Facts, partnership: Terms, side: Side) -> None:
        self.partnership, self.side = partnership, side
        own = facts.memberships.get(partnership.party(side) or 0)
        self.is_member = own is not None
        self.is_officer = bool(own and own.is_officer)
        #: A role ends with the membership it rests on; only a facilitator may come from outside.
        self.parts = frozenset(
            part
            for where, part in facts.roles.get(partnership.pk, ())
            if where is side and (self.is_member or part is Part.FACILITATOR)
        )
        self.is_named = (partnership.pk, side) in facts.mandates
        self.is_asked = own is not None and (
            own.answers or facts.person.email.lower() == partnership.supplier_contact.lower()
        )
        self.permissions = self._permissions()

    def _permissions(self) -> frozenset[str]:
        is_binding = self.partnership.state == State.BINDING
        rights: frozenset[str] = frozenset()
        # until it is accepted, the partnership is its proposer's side's alone
        if self.side is Side.CUSTOMER or is_binding:
            rights = rights.union(*(RIGHTS[part] for part in self.parts))
            if self.is_officer:
                rights |= OFFICER
            # nobody signs from outside, nor without a role
            if self.is_named and self.is_member and self.parts - {Part.FACILITATOR}:
                rights |= MANDATED
        if self.side is Side.SUPPLIER and self.is_asked:
            is_open = self.partnership.state == State.PROPOSED
            rights |= INVITED_PARTY if is_open else {"see_proposal"}
        if self.partnership.is_ended:
            rights &= AFTER_THE_END
        return rights

    @property
    def sees(self) -> bool:
        return "view" in self.permissions

    @property
    def spaces(self) -> tuple[Space, ...]:
        """An outside facilitator stands on a side for the charter's sake, and sees only what is joint."""
        return (Space.JOINT, Space(self.side.value)) if self.is_member else (Space.JOINT,)


def positions_of(facts: Facts, partnership: Terms) -> list[Position]:
    return [Position(facts, partnership, side) for side in Side]


def foremost(positions: Iterable[Position]) -> Position | None:
    """Of a person who stands on both sides: where they see more, then where they belong, then where they
    have a role, then the customer's. Nothing where they have no part on either."""
    return max(
        (position for position in positions if position.permissions),
        key=lambda position: (position.sees, position.is_member, bool(position.parts)),
        default=None,
    )
