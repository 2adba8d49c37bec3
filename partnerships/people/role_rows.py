"""Roles as rows: what pages show of them, and what counts, without a model for each role and each person."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from accounts.organisations.models import Membership
from accounts.people.models import initials_of, name_of
from common.prepared import Given, GivenList, Prepared
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side

COLUMNS: Final = (
    "pk", "partnership_id", "partnership__customer_id", "partnership__supplier_id", "person_id", "side",
    "part", "level", "since", "until", "peer_id", "is_escalation", "person__is_active",
    "person__given_name", "person__family_name",
)  # fmt: skip


MEMBERS = Prepared(
    lambda: (
        Membership.objects.active()
        .filter(person__among=GivenList("people"), organisation__among=GivenList("parties"))
        .values_list("person_id", "organisation_id")
    )
)


class Holder(NamedTuple):
    """Who has a role, as far as a page names them."""

    given_name: str
    family_name: str

    @property
    def name(self) -> str:
        return name_of(self.given_name, self.family_name)

    @property
    def initials(self) -> str:
        return initials_of(self.given_name, self.family_name)


class RoleRow(NamedTuple):
    """A role under the same names as the model has."""

    pk: int
    partnership_id: int
    customer_id: int
    supplier_id: int | None
    person_id: int
    side: str
    part: str
    level: str
    since: date
    until: date | None
    peer_id: int | None
    is_escalation: bool
    is_active: bool
    given_name: str
    family_name: str

    @property
    def person(self) -> Holder:
        return Holder(self.given_name, self.family_name)

    @property
    def party_id(self) -> int | None:
        return self.customer_id if self.side == Side.CUSTOMER else self.supplier_id

    def has_ended(self, today: date) -> bool:
        return self.until is not None and self.until < today

    def get_side_display(self) -> str:
        return str(Side(self.side).label)

    def get_part_display(self) -> str:
        return str(Part(self.part).label)

    def get_level_display(self) -> str:
        return str(Level(self.level).label)


def role_rows(roles: QuerySet[Role, Any]) -> list[RoleRow]:
    return [RoleRow._make(row) for row in roles.values_list(*COLUMNS)]


def those_that_stand(rows: Iterable[RoleRow]) -> set[int]:
    """The roles whose holder has an account and belongs to the party: what ``RoleQuerySet.with_standing``
    says, by one plain query for all of them; the tests compare the two."""
    rows = list(rows)
    people = {row.person_id for row in rows}
    parties = {row.party_id for row in rows if row.party_id}
    belongs = set(MEMBERS.ask(people=people, parties=parties)) if rows else set()
    return {
        row.pk
        for row in rows
        if row.is_active and (row.part == Part.FACILITATOR or (row.person_id, row.party_id) in belongs)
    }


def not_ended(today: date | Given) -> Q:
    return Q(until=None) | Q(until__gte=today)
