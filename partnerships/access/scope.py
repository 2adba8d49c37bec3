"""Where a person stands in all their partnerships, by the rules of ``partnerships.access.positions``: read
once, and every list finds what they may see by plain numbers."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol, cast

from django.db.models import CharField, Q, QuerySet

from accounts.people.models import Person
from common.prepared import Given, GivenList, Prepared, Row
from partnerships.access.positions import Named, Own, Position, Terms, facts_of, foremost, positions_of
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Part, Side, Space

__all__ = ["AccessScope", "Held", "Named", "Own", "PreparedForScope"]

BINDING = Partnership.State.BINDING


class HasParties(Protocol):
    """A partnership, or a row of it."""

    @property
    def pk(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def customer_id(self) -> int: ...
    @property
    def supplier_id(self) -> int | None: ...


class Held(NamedTuple):
    """A role of the person's that counts, and its partnership."""

    side: Side
    part: Part
    partnership: Terms
    #: Whether the role's side is let in: a partnership that is only proposed is its proposer's side's alone.
    shows: bool

    @property
    def pk(self) -> int:
        return self.partnership.pk


class AccessScope:
    """One person at one moment; the same that ``find_actor`` says of one partnership."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.email = person.email.lower()
        self._found: dict[str, list[int]] = {}
        self._facts = facts_of(person)
        self.memberships: list[Own] = list(self._facts.memberships.values())

    @cached_property
    def _positions(self) -> list[list[Position]]:
        """The person on both sides of each partnership in which they have a role."""
        return [positions_of(self._facts, there) for there in self._facts.partnerships.values()]

    @cached_property
    def _foremost(self) -> list[Position]:
        """On which side they stand there, where they see the partnership."""
        found = [foremost(both) for both in self._positions]
        return [position for position in found if position and position.sees]

    @cached_property
    def held(self) -> list[Held]:
        return [
            Held(position.side, part, position.partnership, position.sees)
            for both in self._positions
            for position in both
            for part in position.parts
        ]

    @cached_property
    def belongs_to(self) -> list[int]:
        return [own.organisation.pk for own in self.memberships]

    @cached_property
    def officer_of(self) -> list[int]:
        """The organisations whose agreements the person keeps, and whose partnerships they see."""
        return [own.organisation.pk for own in self.memberships if own.is_officer]

    @cached_property
    def answers_for(self) -> list[int]:
        """The organisations in whose name the person accepts or declines a proposal."""
        return [own.organisation.pk for own in self.memberships if own.answers]

    @property
    def administered(self) -> list[Named]:
        return [own.organisation for own in self.memberships if own.is_administrator]

    @cached_property
    def by_role(self) -> list[int]:
        """The partnerships that a role lets the person see."""
        own = (one for both in self._positions for one in both)
        return sorted({one.partnership.pk for one in own if one.parts and one.sees})

    @cached_property
    def by_role_alone(self) -> list[int]:
        """Most that an officer has a role in, they see as officer anyhow: a short list is found faster."""
        anyhow, there = set(self.officer_of), self._facts.partnerships
        return [number for number in self.by_role if there[number].customer not in anyhow]

    @property
    def signs(self) -> set[tuple[int, Side]]:
        """(partnership, side) for which the person may sign."""
        return {(one.partnership.pk, one.side) for one in self._foremost if "sign" in one.permissions}

    @property
    def for_customer(self) -> list[int]:
        """Where the person works for the customer: as one of its people, and not only as its officer."""
        own = (one for both in self._positions for one in both if one.side is Side.CUSTOMER)
        return sorted(
            one.partnership.pk for one in own if one.parts - {Part.FACILITATOR} and not one.is_officer
        )

    def sees(self, partnership: str = "") -> Q:
        """The partnerships that the person may see: those of a role, and an officer those of their
        organisation. ``partnership`` is the way to them, such as ``partnership__``."""
        if not self.officer_of:
            return Q((f"{partnership}pk__among", self.by_role))
        as_officer = self._as_officer(partnership, Side.CUSTOMER) | self._as_officer(
            partnership, Side.SUPPLIER
        )
        return as_officer | Q((f"{partnership}pk__among", self.by_role_alone))

    @cached_property
    def with_role(self) -> list[int]:
        return list(self._facts.partnerships)

    @cached_property
    def customer_inside(self) -> list[int]:
        """Where a role lets them see the customer's own records."""
        return self._inside(Side.CUSTOMER)

    @cached_property
    def supplier_inside(self) -> list[int]:
        return self._inside(Side.SUPPLIER)

    def _inside(self, side: Side) -> list[int]:
        return [one.partnership.pk for one in self._foremost if one.side is side and one.is_member]

    def records(self) -> Q:
        """Which records of these partnerships they see: the joint ones, and those of the side on which they
        stand now. That they once wrote one, or own it, counts for nothing."""
        own = self._own_as_officer("partnership__") if self.officer_of else Q(pk__in=[])
        own |= Q(space=Space.CUSTOMER, partnership__among=self.customer_inside)
        own |= Q(space=Space.SUPPLIER, partnership__among=self.supplier_inside)
        return self.sees("partnership__") & (Q(space=Space.JOINT) | own)

    def inside(self, seen: Iterable[HasParties]) -> dict[Side, list[int]]:
        """The same by plain numbers: of these partnerships, which the person sees, those whose side's own
        records they see besides the joint ones, by the side."""
        found: dict[Side, list[int]] = {side: [] for side in Side}
        stands = {one.partnership.pk: one for one in self._foremost}
        officer_of = set(self.officer_of)
        for there in seen:
            if there.pk in self._facts.partnerships:
                one = stands.get(there.pk)
                if one and one.is_member:
                    found[one.side].append(there.pk)
            elif there.customer_id in officer_of:
                found[Side.CUSTOMER].append(there.pk)
            elif there.supplier_id in officer_of and there.state == BINDING:
                found[Side.SUPPLIER].append(there.pk)
        return found

    def _own_as_officer(self, partnership: str) -> Q:
        """The space of the organisation's side, where the officer has no role: of a role ``_foremost`` knows.
        Who is officer of both parties stands on the customer's side."""
        customer, supplier = (self._as_officer(partnership, side) for side in Side)
        own = Q(customer, space=Space.CUSTOMER) | Q(supplier & ~customer, space=Space.SUPPLIER)
        return own & ~Q((f"{partnership}pk__among", self.with_role))

    def _as_officer(self, partnership: str, side: Side) -> Q:
        if side is Side.CUSTOMER:
            return Q((f"{partnership}customer__among", self.officer_of))
        return Q((f"{partnership}supplier__among", self.officer_of), (f"{partnership}state", BINDING))


#: What a person's standing comes down to in a question.
LISTS: Final = (
    "officer_of", "answers_for", "belongs_to", "by_role_alone", "with_role", "customer_inside",
    "supplier_inside",
)  # fmt: skip


class _Anybody(AccessScope):
    """In the place of whoever asks a prepared question about all that they see. Of a person who is nowhere
    an officer the lists are shorter, and the rule is the same."""

    def __init__(self) -> None:
        self.person = Person(pk=Given("person"))
        self.email = cast(str, Given("email", CharField()))
        for name in LISTS:
            setattr(self, name, GivenList(name))


class PreparedForScope(Prepared[Row]):
    """A prepared question about what a person sees in all their partnerships: the querysets' own rule, with
    the person's standing given at each asking."""

    def __init__(self, build: Callable[[AccessScope], QuerySet[Any, Row]]) -> None:
        super().__init__(lambda: build(_Anybody()))

    def by(self, scope: AccessScope, **values: Any) -> list[Row]:
        names = self.names()
        own: dict[str, Any] = {name: getattr(scope, name) for name in LISTS if name in names}
        if "person" in names:
            own["person"] = scope.person.pk
        if "email" in names:
            own["email"] = scope.email
        return self.ask(**own, **values)
