"""Organisations by number and name, as a form or a file names them: those that are known are found, others
are made. What is made is noted here too, so that the next name finds it, whether or not it is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from accounts.organisations.models import Membership, Organisation, normalise_name

LOCK: Final = 7_280_331  # any number, the same wherever organisations are looked up and made


def lock_organisation_names() -> None:
    """Until the transaction ends, nobody else makes organisations from names: what is not there now will
    not be there twice. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True)
class NamedOrganisation:
    """An organisation as somebody wrote it down."""

    name: str
    country: str = ""
    identifier: str = ""
    other_identifiers: tuple[str, ...] = field(default=())

    @property
    def identifiers(self) -> tuple[str, ...]:
        return (self.identifier, *self.other_identifiers)


@dataclass(eq=False)
class KnownOrganisation:
    """An organisation, from the database or about to be made."""

    organisation: Organisation
    has_people: bool = False
    is_new: bool = False
    #: The number to write, where it was known by its name alone.
    filled: bool = False


class OrganisationCatalogue:
    def __init__(self) -> None:
        self.organisations: dict[int, KnownOrganisation] = {}
        self.new_organisations: list[KnownOrganisation] = []
        self._by_identifier: dict[str, KnownOrganisation] = {}
        self._by_name: dict[str, list[KnownOrganisation]] = defaultdict(list)

    def load_organisations(
        self, named: set[NamedOrganisation], register: Organisation | None = None, by_name: Q | None = None
    ) -> None:
        """``by_name`` narrows who is found by the name alone: a form is not to tell who else is here."""
        identifiers = {number for who in named for number in who.identifiers} - {""}
        for some in _portions(identifiers):
            self._load(Q(identifier__in=some))
        for some in _portions({normalise_name(who.name) for who in named}):
            self._load(Q(normalised_name__in=some) & (by_name or Q()))
        if register is not None and register.pk not in self.organisations:
            self._load(Q(pk=register.pk))

    def _load(self, wanted: Q) -> None:
        people = Membership.objects.active().filter(organisation=OuterRef("pk"))
        for organisation in (
            Organisation.objects.filter(wanted).annotate(has_people=Exists(people)).order_by("pk")
        ):
            if organisation.pk not in self.organisations:
                has_people: bool = organisation.has_people  # type: ignore[attr-defined]
                self.organisations[organisation.pk] = known = KnownOrganisation(organisation, has_people)
                self._index(known)

    def _index(self, known: KnownOrganisation) -> None:
        if known.organisation.identifier:
            self._by_identifier[known.organisation.identifier] = known
        self._by_name[known.organisation.normalised_name].append(known)

    def organisation(self, who: NamedOrganisation) -> KnownOrganisation:
        """By number, then by name, else made. Two of one name with different numbers are two."""
        for number in who.identifiers:
            if number in self._by_identifier:
                return self._by_identifier[number]
        if known := self._of_name(who):
            if who.identifier and who.country == known.organisation.country and not known.has_people:
                # nobody there who could have written it down; an import never changes what people keep
                known.organisation.identifier = who.identifier
                known.filled = not known.is_new
                self._by_identifier[who.identifier] = known
            return known
        made = KnownOrganisation(
            Organisation(
                name=who.name,
                normalised_name=normalise_name(who.name),
                identifier=who.identifier,
                country=who.country,
            ),
            is_new=True,
        )
        self.new_organisations.append(made)
        self._index(made)
        return made

    def _of_name(self, who: NamedOrganisation) -> KnownOrganisation | None:
        same = [
            known
            for known in self._by_name.get(normalise_name(who.name), [])
            if not (known.organisation.country and who.country) or known.organisation.country == who.country
        ]
        without = [known for known in same if not known.organisation.identifier]
        if who.identifier:
            return without[0] if len(without) == 1 else None
        if len(same) == 1:
            return same[0]
        return without[0] if without else None  # several with numbers: none of them is guessed

    def knows(self, who: NamedOrganisation) -> bool:
        has_number = any(number in self._by_identifier for number in who.identifiers)
        return has_number or self._of_name(who) is not None


def _portions(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Databases take only so many values at once."""
    left = sorted(values)
    while left:
        yield left[:size]
        left = left[size:]
