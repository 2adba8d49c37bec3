"""Where a person stands: their memberships and the roles that count, read once and lightly. What they may
see follows from these, and every list finds it by plain numbers instead of asking for them again."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from partnerships.models import Partnership
from partnerships.sides import SENIOR_PART, Part, Side

#: One light statement, for every list begins with it. What it says of memberships, roles and mandates is what
#: ``MembershipQuerySet.active``, ``RoleQuerySet.dated`` and ``MandateQuerySet.dated`` say; the tests compare
#: the two.
STATEMENT = """
SELECT m.organisation_id, o.name, m.is_administrator, m.is_officer, NULL, NULL, NULL, NULL, NULL, NULL
FROM accounts_membership m JOIN accounts_organisation o ON o.id = m.organisation_id
WHERE m.person_id = %s AND m.ended_at IS NULL
UNION ALL
SELECT NULL, NULL, NULL, NULL, r.side, r.part, p.id, p.state, p.customer_id, p.supplier_id
FROM partnerships_role r JOIN partnerships_partnership p ON p.id = r.partnership_id
WHERE r.person_id = %s AND r.since <= %s AND (r.until IS NULL OR r.until >= %s)
UNION ALL
SELECT NULL, NULL, NULL, NULL, d.side, NULL, p.id, p.state, p.customer_id, p.supplier_id
FROM partnerships_mandate d JOIN partnerships_partnership p ON p.id = d.partnership_id
WHERE d.person_id = %s AND d.ended_at IS NULL AND d.since <= %s AND (d.until IS NULL OR d.until >= %s)
"""
BINDING = Partnership.State.BINDING


class Named(NamedTuple):
    """An organisation as far as a page names it."""

    pk: int
    name: str


class Own(NamedTuple):
    """One membership of the person's."""

    organisation: Named
    is_administrator: bool
    is_officer: bool


class Held(NamedTuple):
    """A role of the person's that counts, and its partnership."""

    side: str
    part: str
    pk: int
    state: str
    customer: int
    supplier: int | None

    def rests_on(self, organisations: Collection[int]) -> bool:
        """A role ends with the membership it rests on; only a facilitator may come from outside."""
        party = self.customer if self.side == Side.CUSTOMER else self.supplier
        return self.part == Part.FACILITATOR or party in organisations

    @property
    def shows(self) -> bool:
        """A partnership that is only proposed is its proposer's side's alone."""
        return self.side == Side.CUSTOMER or self.state == BINDING


class Standing:
    """One person at one moment; the same that ``partnerships.access.find_actor`` says of one partnership."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.memberships: list[Own] = []
        self.held: list[Held] = []
        self._found: dict[str, list[int]] = {}
        #: (partnership, side) for which the person was named to sign.
        self.named: set[tuple[int, str]] = set()
        if person.is_active:
            self._read()

    def _read(self) -> None:
        today = timezone.now().date().isoformat()
        with connection.cursor() as cursor:
            by_date: list[int | str] = [self.person.pk, today, today]
            cursor.execute(STATEMENT, [self.person.pk, *by_date, *by_date])
            rows = cursor.fetchall()
        self.memberships = [
            Own(Named(pk, name), bool(is_administrator), bool(is_officer))
            for pk, name, is_administrator, is_officer, *_ in rows
            if pk is not None
        ]
        held = [Held(*row[4:]) for row in rows if row[0] is None and row[5] is not None]
        self.named = {(row[6], row[4]) for row in rows if row[0] is None and row[5] is None}
        self.held = [role for role in held if role.rests_on(self.belongs_to)]

    def once(self, name: str, find: Callable[[], list[int]]) -> list[int]:
        """What is found by what the person may see, found once for the moment that this stands for."""
        if name not in self._found:
            self._found[name] = find()
        return self._found[name]

    @cached_property
    def belongs_to(self) -> list[int]:
        return [own.organisation.pk for own in self.memberships]

    @cached_property
    def officer_of(self) -> list[int]:
        """The organisations whose agreements the person keeps, and whose partnerships they see."""
        return [own.organisation.pk for own in self.memberships if own.is_officer]

    @property
    def answers_for(self) -> list[int]:
        """The organisations in whose name the person accepts or declines a proposal."""
        return [own.organisation.pk for own in self.memberships if own.is_administrator or own.is_officer]

    @property
    def administered(self) -> list[Named]:
        return [own.organisation for own in self.memberships if own.is_administrator]

    @property
    def by_role(self) -> list[int]:
        """The partnerships that a role lets the person see."""
        return sorted({role.pk for role in self.held if role.shows})

    @property
    def signs(self) -> set[tuple[int, Side]]:
        """(partnership, side) for which the person may sign: as SRO or SRIE, or named by one of these and
        with a role there."""
        return {
            (role.pk, Side(role.side))
            for role in self.held
            if role.shows
            and role.side == self._stands_on(role)
            and (
                role.part == SENIOR_PART[Side(role.side)]
                or ((role.pk, role.side) in self.named and role.part != Part.FACILITATOR)
            )
        }

    def _stands_on(self, role: Held) -> Side:
        """Of a person who is there on both sides, the one that ``find_actor`` gives them."""

        def rank(side: Side) -> tuple[bool, bool, bool]:
            party = role.customer if side is Side.CUSTOMER else role.supplier
            own = [each for each in self.held if each.pk == role.pk and each.side == side]
            is_open = side is Side.CUSTOMER or role.state == BINDING
            sees = is_open and (bool(own) or party in self.officer_of)
            return sees, party in self.belongs_to, bool(own)

        return max(Side, key=rank)  # the first of equals is the customer's

    @property
    def for_customer(self) -> list[int]:
        """Where the person works for the customer: as one of its people, and not only as its officer."""
        inside = (r for r in self.held if r.side == Side.CUSTOMER and r.part != Part.FACILITATOR)
        return sorted({role.pk for role in inside if role.customer not in self.officer_of})

    def sees(self, partnership: str = "") -> Q:
        """The partnerships that the person may see: those of a role, and an officer those of their
        organisation. ``partnership`` is the way to them, such as ``partnership__``."""
        customer, supplier, state, pk = (
            f"{partnership}{name}" for name in ("customer__in", "supplier__in", "state", "pk__among")
        )
        if not self.officer_of:
            return Q((pk, self.by_role))
        as_officer = Q((customer, self.officer_of)) | Q((supplier, self.officer_of), (state, BINDING))
        # most that an officer has a role in, they see as officer anyhow: a short list is found faster
        anyhow = {role.pk for role in self.held if role.customer in self.officer_of}
        others = [number for number in self.by_role if number not in anyhow]
        return as_officer | Q((pk, others)) if others else as_officer
