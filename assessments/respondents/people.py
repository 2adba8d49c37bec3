"""Whom a round asks on each side, and whom it tells: read for many partnerships in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.organisations.models import Membership
from accounts.people.models import Person
from assessments.respondents.models import ChosenRespondent
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import SENIOR_PART, Part, Side


@dataclass(frozen=True)
class Asked:
    name: str
    email: str
    language: str
    time_zone: str
    person_id: int | None = None


#: A side shows how its answers are spread from this many respondents on; below, only its combined answer, and
#: whoever is asked is told that it will be recognised as theirs (domain.md §7.3).
ENOUGH_TO_SHOW: Final = 3
#: {(partnership id, side): people}
BySide = dict[tuple[int, Side], list[Asked]]

_STILL_THERE = Exists(
    Membership.objects.filter(
        Q(organisation=OuterRef("partnership__customer")) | Q(organisation=OuterRef("partnership__supplier")),
        person=OuterRef("person"),
        ended_at=None,
    )
)


def asked_in(partnership_ids: Iterable[int], on: date) -> BySide:
    """Each side's chosen respondents, or everyone with a role there where its lead has chosen nobody
    (domain.md §7.1). Three queries at most, whatever the number of partnerships."""
    ids = list(partnership_ids)
    found: BySide = {}
    roles = list(_roles(ids, on))
    chosen = list(
        ChosenRespondent.objects.filter(partnership__in=ids).select_related("person", "partnership")
    )
    may_enter = {(role.partnership_id, role.person_id) for role in roles} | _officers(chosen)
    has_choice = set()
    for choice in chosen:
        key = (choice.partnership_id, Side(choice.side))
        has_choice.add(key)
        if choice.person is None:
            found.setdefault(key, []).append(Asked(choice.name, choice.email, choice.language, "UTC"))
        elif not choice.person.is_active:
            continue
        elif (choice.partnership_id, choice.person_id) in may_enter:
            found.setdefault(key, []).append(_asked(choice.person))
        else:
            # their role has ended since: the pages are closed to them, a personal link is not
            found.setdefault(key, []).append(replace(_asked(choice.person), person_id=None))
    for role in roles:
        key = (role.partnership_id, Side(role.side))
        people = found.setdefault(key, [])
        if key not in has_choice and all(p.person_id != role.person_id for p in people):
            people.append(_asked(role.person))
    return found


def _officers(chosen: Iterable[ChosenRespondent]) -> set[tuple[int, int | None]]:
    """Those of the chosen who find the partnership as officers of their side's organisation."""
    wanted = {(choice.partnership.party_id(choice.side)): None for choice in chosen if choice.person_id}
    if not wanted:
        return set()
    officers = set(
        Membership.objects.active()
        .filter(is_officer=True, organisation__in=wanted)
        .values_list("organisation", "person")
    )
    return {
        (choice.partnership_id, choice.person_id)
        for choice in chosen
        for organisation in (choice.partnership.customer_id, choice.partnership.supplier_id)
        if (organisation, choice.person_id) in officers
    }


def seniors_of(partnership_ids: Iterable[int], on: date) -> BySide:
    """The SRO and SRIE, and where a side has none its organisation's administrators."""
    ids = list(partnership_ids)
    found: BySide = {}
    for role in _roles(ids, on).filter(part__in=SENIOR_PART.values()):
        found.setdefault((role.partnership_id, Side(role.side)), []).append(_asked(role.person))
    for side in Side:
        without = [pid for pid in ids if (pid, side) not in found]
        party = f"{side.value}__memberships"
        administrators = Partnership.objects.filter(
            **{f"{party}__is_administrator": True, f"{party}__ended_at": None}, pk__in=without
        ).values_list("pk", f"{party}__person")
        pairs = list(administrators)
        people = Person.objects.filter(is_active=True).in_bulk({person_id for _pk, person_id in pairs})
        for pk, person_id in pairs:
            if person_id in people:
                found.setdefault((pk, side), []).append(_asked(people[person_id]))
    return found


def leads_of(partnership_id: int, side: Side, on: date) -> list[Asked]:
    roles = _roles([partnership_id], on).filter(part=Part.LEAD, side=side)
    return [_asked(role.person) for role in roles]


def _roles(ids: list[int], on: date) -> QuerySet[Role]:
    return (
        Role.objects.current(on)
        .filter(partnership__in=ids)
        .filter(_STILL_THERE | Q(part=Part.FACILITATOR))
        .select_related("person")
        .order_by("partnership", "side", "person__given_name", "person__family_name", "pk")
    )


def _asked(person: Person) -> Asked:
    return Asked(person.name, person.email, person.language, person.time_zone, person.pk)
