"""What is known already: organisations by number and name, agreements by where they came from.

An import looks here before it makes anything. What it makes is noted here too, so that the next release
finds it, whether or not anything is stored in the end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from accounts.organisations.models import Membership, Organisation, normalise_name
from agreements.importing.ocds.parties import ReleasedOrganisation
from agreements.importing.ocds.release import ReleasedAgreement
from agreements.register.models import Agreement

LOCK: Final = 7_280_331  # any number, the same wherever organisations are looked up and made


def one_at_a_time() -> None:
    """Until the transaction ends, nobody else makes organisations from names: what is not there now will
    not be there twice. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(eq=False)
class Known:
    """An organisation, from the database or about to be made."""

    organisation: Organisation
    has_people: bool = False
    is_new: bool = False
    #: The number to write, where it was known by its name alone.
    filled: bool = False


@dataclass(eq=False)
class Entry:
    """An agreement, from the database or about to be made, with its parties."""

    agreement: Agreement
    register: Known
    parties: dict[str, list[Known]] = field(default_factory=dict)
    is_new: bool = False
    #: A newer release was read, and what it changed, in words.
    is_newer: bool = False
    changed: list[str] = field(default_factory=list)


class Catalogue:
    def __init__(self) -> None:
        self.organisations: dict[int, Known] = {}
        self.new_organisations: list[Known] = []
        self.entries: list[Entry] = []
        self._by_identifier: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        self._by_contract: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._by_ocid: dict[str, list[Entry]] = defaultdict(list)
        self._by_number: dict[str, list[Entry]] = defaultdict(list)
        self._agreements: set[int] = set()

    def load(self, released: list[ReleasedAgreement], register: Organisation | None, lock: bool) -> None:
        """Everything in the database that the releases could mean, in a fixed number of queries."""
        self.load_organisations(
            {who for each in released for who in (*each.buyers, *each.suppliers)}, register
        )
        numbers = {each.number for each in released if each.amends and is_telling(each.number)}
        ocids = {ocid for each in released for ocid in (each.ocid, *each.related)}
        agreements = Agreement.objects.filter(Q(ocid__in=ocids) | Q(number__in=numbers)).order_by("pk")
        if lock:
            agreements = agreements.select_for_update(of=("self",))
        found = [a for a in agreements.prefetch_related("parties") if a.pk not in self._agreements]
        missing = {a.register_id for a in found} | {p.organisation_id for a in found for p in a.parties.all()}
        if missing := missing - self.organisations.keys():
            self._load_organisations(Q(pk__in=missing))
        for agreement in found:
            self._agreements.add(agreement.pk)
            parties: dict[str, list[Known]] = defaultdict(list)
            for party in agreement.parties.all():
                parties[party.part].append(self.organisations[party.organisation_id])
            self.add_entry(Entry(agreement, self.organisations[agreement.register_id], dict(parties)))

    def load_organisations(self, named: set[ReleasedOrganisation], register: Organisation | None) -> None:
        identifiers = {number for who in named for number in (who.identifier, *who.other_identifiers)} - {""}
        for some in _portions(identifiers):
            self._load_organisations(Q(identifier__in=some))
        for some in _portions({normalise_name(who.name) for who in named}):
            self._load_organisations(Q(normalised_name__in=some))
        if register is not None and register.pk not in self.organisations:
            self._load_organisations(Q(pk=register.pk))

    def _load_organisations(self, wanted: Q) -> None:
        people = Membership.objects.active().filter(organisation=OuterRef("pk"))
        for organisation in (
            Organisation.objects.filter(wanted).annotate(has_people=Exists(people)).order_by("pk")
        ):
            if organisation.pk not in self.organisations:
                has_people: bool = organisation.has_people  # type: ignore[attr-defined]
                self.organisations[organisation.pk] = known = Known(organisation, has_people)
                self._index(known)

    def _index(self, known: Known) -> None:
        if known.organisation.identifier:
            self._by_identifier[known.organisation.identifier] = known
        self._by_name[known.organisation.normalised_name].append(known)

    def add_entry(self, entry: Entry) -> None:
        agreement = entry.agreement
        self.entries.append(entry)
        self._by_contract[agreement.ocid, agreement.contract_id].append(entry)
        self._by_ocid[agreement.ocid].append(entry)
        self._by_number[agreement.number].append(entry)

    def organisation(self, who: ReleasedOrganisation) -> Known:
        """By number, then by name, else made. Two of one name with different numbers are two."""
        for number in (who.identifier, *who.other_identifiers):
            if number in self._by_identifier:
                return self._by_identifier[number]
        if known := self._of_name(who):
            if who.identifier and who.country == known.organisation.country and not known.has_people:
                # nobody there who could have written it down; an import never changes what people keep
                known.organisation.identifier = who.identifier
                known.filled = not known.is_new
                self._by_identifier[who.identifier] = known
            return known
        made = Known(
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

    def _of_name(self, who: ReleasedOrganisation) -> Known | None:
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

    def agreement(self, released: ReleasedAgreement, register: Known | None) -> Entry | None:
        """The agreement that a release speaks of; for an amendment also by the processes that it names, and
        by its number with the same buyer."""
        found = _in(register, self._by_contract.get((released.ocid, released.contract_id), []))
        if found or not released.amends:
            return found[0] if len(found) == 1 else None
        for ocid in released.related:
            alike = _in(register, self._by_contract.get((ocid, released.contract_id), []))
            alike = alike or _in(register, self._by_ocid.get(ocid, []))
            if len(alike) == 1:
                return alike[0]
        if not is_telling(released.number):
            return None
        buyers = {id(self.organisation(who)) for who in released.buyers if self.knows(who)}
        numbered = [
            entry
            for entry in _in(register, self._by_number.get(released.number, []))
            if buyers & {id(known) for known in entry.parties.get("buyer", [])}
        ]
        return numbered[0] if len(numbered) == 1 else None

    def knows(self, who: ReleasedOrganisation) -> bool:
        numbers = (who.identifier, *who.other_identifiers)
        return any(number in self._by_identifier for number in numbers) or self._of_name(who) is not None


def _portions(values: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    """Databases take only so many values at once."""
    left = sorted(values)
    while left:
        yield left[:size]
        left = left[size:]


def _in(register: Known | None, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if register is None or entry.register is register]


def is_telling(number: str) -> bool:
    """Many contracts are number 1 of their process; such a number tells nothing."""
    return len(number) >= 4 and any(sign.isdigit() for sign in number)
