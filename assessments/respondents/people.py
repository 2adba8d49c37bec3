"""Whom a round asks on each side, and whom it tells: read for many partnerships in a few queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypeVar

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from accounts.organisations.models import Membership
from accounts.people.models import Person
from assessments.respondents.models import ChosenRespondent, Respondent
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
    uses_service: bool = False


#: A side shows how its answers are spread from this many respondents on; below, only its combined answer, and
#: whoever is asked is told that it will be recognised as theirs (domain.md §7.3).
ENOUGH_TO_SHOW: Final = 3


class MayUseService(Protocol):
    @property
    def uses_service(self) -> bool: ...


def asked_alike(one: MayUseService, everyone: Iterable[MayUseService]) -> int:
    """How many of a side are asked all that this one is asked, who is among them."""
    return sum(one.uses_service or not other.uses_service for other in everyone)


AnyRespondent = TypeVar("AnyRespondent", bound=Respondent)
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
    (domain.md §7.1). Four queries at most, whatever the number of partnerships."""
    ids = list(partnership_ids)
    found: BySide = {}
    roles = list(_roles(ids, on))
    chosen = list(
        ChosenRespondent.objects.filter(partnership__in=ids).select_related("person", "partnership")
    )
    by_link = [choice.email for choice in chosen if choice.person_id is None]
    known = _belonging((choice.person_id for choice in chosen), by_link)
    may_enter = {(role.partnership_id, role.person_id) for role in roles} | _officers(chosen, known)
    has_choice = set()
    for choice in chosen:
        key = (choice.partnership_id, Side(choice.side))
        has_choice.add(key)
        party = choice.partnership.party_id(choice.side) or 0
        if choice.person is None:
            account = known.accounts.get(choice.email.lower())
            if (party, account) in known.left and (choice.partnership_id, account) not in may_enter:
                continue  # has left the party
            found.setdefault(key, []).append(
                Asked(choice.name, choice.email, choice.language, "UTC", uses_service=choice.uses_service)
            )
        elif not choice.person.is_active:
            continue
        elif (choice.partnership_id, choice.person_id) in may_enter:
            found.setdefault(key, []).append(_asked(choice.person))
        elif (party, choice.person_id) in known.officers:
            # their role has ended since: the pages are closed to them, a personal link is not
            found.setdefault(key, []).append(replace(_asked(choice.person), person_id=None))
    for role in roles:
        key = (role.partnership_id, Side(role.side))
        people = found.setdefault(key, [])
        if key not in has_choice and all(p.person_id != role.person_id for p in people):
            people.append(_asked(role.person))
    return found


def _officers(chosen: Iterable[ChosenRespondent], known: "_Belonging") -> set[tuple[int, int | None]]:
    """Those of the chosen who find the partnership as officers of a party's organisation."""
    return {
        (choice.partnership_id, choice.person_id)
        for choice in chosen
        for party in (choice.partnership.customer_id, choice.partnership.supplier_id)
        if party and choice.person_id and known.officers.get((party, choice.person_id))
    }


@dataclass(frozen=True)
class _Belonging:
    """Who belongs to which organisation, and who did once."""

    accounts: dict[str, int]  # people by address
    officers: dict[tuple[int, int], bool]  # (organisation, person): whether as an officer
    left: set[tuple[int | None, int | None]]  # (organisation, person)


def _belonging(people: Iterable[int | None], addresses: Iterable[str]) -> _Belonging:
    wanted, asked = {pk for pk in people if pk}, {address.lower() for address in addresses}
    if not wanted and not asked:
        return _Belonging({}, {}, set())
    rows = Membership.objects.annotate(
        address=Lower("person__email"),
        counts=ExpressionWrapper(Q(ended_at=None, person__is_active=True), BooleanField()),
    ).filter(Q(person__in=wanted) | Q(address__in=asked))
    known = _Belonging({}, {}, set())
    for organisation, person, address, is_officer, counts in rows.values_list(
        "organisation", "person", "address", "is_officer", "counts"
    ):
        known.accounts[address] = person
        if counts:
            known.officers[organisation, person] = is_officer
        else:
            known.left.add((organisation, person))
    return replace(known, left=known.left - known.officers.keys())


def still_asked(respondents: Collection[AnyRespondent], on: date) -> list[AnyRespondent]:
    """Those who may answer still. With an account: by a role, or as an officer of a party. By a link: whoever
    has not left the party."""
    roles = set(
        _roles([one.round.partnership_id for one in respondents], on).values_list("partnership", "person")
    )
    by_link = [one.email for one in respondents if one.person_id is None]
    known = _belonging((one.person_id for one in respondents), by_link)

    def may_answer(one: AnyRespondent) -> bool:
        partnership = one.round.partnership
        person = one.person_id or known.accounts.get(one.email.lower())
        if person is None or (partnership.pk, person) in roles:
            return True
        if one.person_id is None:
            return (partnership.party_id(one.side), person) not in known.left
        parties = (partnership.customer_id, partnership.supplier_id)
        return any(known.officers.get((party, person)) for party in parties if party)

    return [one for one in respondents if may_answer(one)]


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
