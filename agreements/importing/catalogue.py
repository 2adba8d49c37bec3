"""The agreements that are known already, by where they came from, with their organisations; and what has been
said of their processes.

An import looks here before it makes anything. What it makes is noted here too, so that the next release
finds it, whether or not anything is stored in the end."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.organisations.models import Organisation
from agreements.importing.ocds.release import ReleasedAgreement
from agreements.register.models import Agreement
from agreements.register.organisations import KnownOrganisation, OrganisationCatalogue
from common.locks import locked
from partnerships.lifecycle.suppliers import acquaintances


@dataclass(eq=False, slots=True)
class Entry:
    """An agreement, from the database or about to be made, with its parties."""

    agreement: Agreement
    register: KnownOrganisation
    parties: dict[str, list[KnownOrganisation]] = field(default_factory=dict)
    is_new: bool = False
    #: A newer release was read, and what it changed, in words.
    is_newer: bool = False
    changed: list[str] = field(default_factory=list)


class Catalogue(OrganisationCatalogue):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self._by_contract: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._by_ocid: dict[str, list[Entry]] = defaultdict(list)
        self._by_number: dict[str, list[Entry]] = defaultdict(list)
        self._agreements: set[int] = set()

    def load(self, released: list[ReleasedAgreement], register: Organisation | None, lock: bool) -> None:
        """Everything in the database that the releases could mean, in a fixed number of queries. By its name
        alone an organisation is found only where the register's own works with it, as in every form: a file
        is not to tell who else is here. The operator's command, without a register, looks everywhere."""
        known = None if register is None else Q(pk__in=acquaintances([register.pk]).values("pk"))
        named = {who for each in released for who in (*each.buyers, *each.suppliers)}
        self.load_organisations(named, register, by_name=known)
        numbers = {each.number for each in released if each.amends and tells_which(each.number)}
        ocids = {ocid for each in released for ocid in (each.ocid, *each.related)}
        agreements = Agreement.objects.filter(Q(ocid__in=ocids) | Q(number__in=numbers)).order_by("pk")
        if lock:
            agreements = locked(agreements)
        found = [a for a in agreements.prefetch_related("parties") if a.pk not in self._agreements]
        missing = {a.register_id for a in found} | {p.organisation_id for a in found for p in a.parties.all()}
        if missing := missing - self.organisations.keys():
            self._load(Q(pk__in=missing))
        for agreement in found:
            self._agreements.add(agreement.pk)
            parties: dict[str, list[KnownOrganisation]] = defaultdict(list)
            for party in agreement.parties.all():
                parties[party.part].append(self.organisations[party.organisation_id])
            self.add_entry(Entry(agreement, self.organisations[agreement.register_id], dict(parties)))

    def add_entry(self, entry: Entry) -> None:
        agreement = entry.agreement
        self.entries.append(entry)
        self._by_contract[agreement.ocid, agreement.contract_id].append(entry)
        self._by_ocid[agreement.ocid].append(entry)
        if tells_which(agreement.number):
            self._by_number[agreement.number].append(entry)

    def agreement(self, released: ReleasedAgreement, register: KnownOrganisation | None) -> Entry | None:
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
        if not tells_which(released.number):
            return None
        buyers = {id(self.organisation(who)) for who in released.buyers if self.knows(who)}
        numbered = [
            entry
            for entry in _in(register, self._by_number.get(released.number, []))
            if buyers & {id(known) for known in entry.parties.get("buyer", [])}
        ]
        return numbered[0] if len(numbered) == 1 else None


def _in(register: KnownOrganisation | None, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if register is None or entry.register is register]


def tells_which(number: str) -> bool:
    """Many contracts are number 1 of their process; such a number tells nothing."""
    return len(number) >= 4 and any(sign.isdigit() for sign in number)
