"""What a process says about one of its contracts, gathered from the places where publishers put it."""

from collections import Counter, defaultdict
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.organisations.models import normalise_name
from agreements.importing.ocds.parties import Parties, organisations
from agreements.importing.ocds.values import (
    Money,
    Period,
    cpv_codes,
    money,
    object_of,
    objects,
    period,
    text,
    texts,
)
from agreements.register.organisations import NamedOrganisation

Thing = dict[str, Any]
#: Of a framework with many suppliers, so many are kept for each agreement.
MOST_PARTIES: Final = 200


class Release:
    """What is said of a process, with its lists at hand: each is walked through once, however many contracts
    there are."""

    def __init__(self, raw: Thing) -> None:
        self.raw = raw
        self.ocid = text(raw.get("ocid"), 120)
        self.tender = object_of(raw.get("tender"))
        self.lots = list(objects(self.tender.get("lots")))
        self.contracts = list(objects(raw.get("contracts")))
        self.parties = Parties(raw.get("parties"))
        contract_ids = {text(contract.get("id")) for contract in self.contracts}
        given = list(objects(raw.get("awards")))
        # some publishers put a contract's buyers into an award that carries the contract's id
        self.shadows = {
            text(award.get("id")): award
            for award in given
            if len(given) > 1 and text(award.get("id")) in contract_ids and not award.get("suppliers")
        }
        self.awards = [award for award in given if text(award.get("id")) not in self.shadows]
        self.bids = {text(bid.get("id")): bid for bid in objects(object_of(raw.get("bids")).get("details"))}
        self._named: dict[tuple[str, int], list[NamedOrganisation]] = {}

    def award_of(self, contract: Thing) -> Thing | None:
        wanted = text(contract.get("awardID")) or text(contract.get("awardId"))
        if wanted:
            return self._awards_by_id.get(wanted)
        if len(self.awards) == 1:
            return self.awards[0]
        found = {id(award): award for lot in lots_named(contract) for award in self._awards_by_lot[lot]}
        return next(iter(found.values())) if len(found) == 1 else None

    @cached_property
    def _awards_by_id(self) -> dict[str, Thing]:
        return {text(award.get("id")): award for award in reversed(self.awards)}

    @cached_property
    def _awards_by_lot(self) -> defaultdict[str, list[Thing]]:
        found: defaultdict[str, list[Thing]] = defaultdict(list)
        for award in self.awards:
            for lot in lots_named(award):
                found[lot].append(award)
        return found

    @cached_property
    def contracts_of_award(self) -> Counter[int]:
        return Counter(id(self.award_of(contract)) for contract in self.contracts)

    @cached_property
    def awards_of_sum(self) -> Counter[tuple[str, Any]]:
        """How many awards name a lot with a sum."""
        return Counter(
            (lot, money(award.get("value")).amount)
            for award in self.awards
            for lot in set(texts(award.get("relatedLots")))
        )

    @cached_property
    def lots_by_id(self) -> dict[str, Thing]:
        return {text(lot.get("id")): lot for lot in self.lots}

    @cached_property
    def lots_by_title(self) -> defaultdict[str, list[Thing]]:
        found: defaultdict[str, list[Thing]] = defaultdict(list)
        for lot in self.lots:
            if title := normalise_name(text(lot.get("title"))):
                found[title].append(lot)
        return found

    @cached_property
    def items_by_lot(self) -> defaultdict[str, dict[int, Thing]]:
        """In the order of the tender; those that name no lot under an empty one."""
        found: defaultdict[str, dict[int, Thing]] = defaultdict(dict)
        for place, item in enumerate(objects(self.tender.get("items"))):
            for lot in [*texts(item.get("relatedLot")), *texts(item.get("relatedLots"))] or [""]:
                found[lot][place] = item
        return found

    @cached_property
    def codes_of_all(self) -> list[str]:
        items = [*objects(self.tender.get("items"))]
        if self.lots:
            known = {
                place: item
                for lot in ("", *self.lots_by_id)
                for place, item in self.items_by_lot[lot].items()
            }
            items = [known[place] for place in sorted(known)]
        return cpv_codes(items, [self.tender], self.lots)

    def named_by(self, given: Any, role: str) -> list[NamedOrganisation]:
        """Whom a list of references means; each list is looked up once."""
        key = (role, id(given))
        if key not in self._named:
            self._named[key] = organisations(self.parties.whole(each, role) for each in objects(given))
        return self._named[key]

    def with_role(self, role: str) -> list[NamedOrganisation]:
        return self.named_by(self.parties.with_role(role), role)


def lots_named(thing: Thing) -> list[str]:
    return texts(thing.get("relatedLots")) or texts(thing.get("relatedLot"))


def lots_of(release: Release, contract: Thing, award: Thing, notes: list[str]) -> list[Thing]:
    """The lots that the contract is about. A lot that is not there is said; its contract's title may tell."""
    named = texts(contract.get("relatedLots")) or texts(award.get("relatedLots"))
    named = named or texts(contract.get("relatedLot")) or texts(award.get("relatedLot"))
    lots = [release.lots_by_id[lot] for lot in named if lot in release.lots_by_id]
    if lots:
        return lots
    alike = release.lots_by_title.get(normalise_name(text(contract.get("title"))), [])
    if len(alike) == 1:
        return alike
    if named and release.lots:
        shown = ", ".join(named[:3]) + (" …" if len(named) > 3 else "")
        notes.append(_("lot %(lots)s is not in the release") % {"lots": shown})
    return release.lots


def value_of(release: Release, contract: Thing, award: Thing, lot: Thing, notes: list[str]) -> Money:
    """The contract's value; else the award's where it is this contract's alone; else the lot's likewise.
    A sum that several share is nobody's: it is said, not guessed."""
    own = money(contract.get("value"))
    if own.problem:
        notes.append(own.problem)
    if own.amount is not None:
        return own
    awarded = money(award.get("value"))
    if awarded.problem:
        notes.append(awarded.problem)
    if awarded.amount is not None:
        if release.contracts_of_award[id(award)] > 1:
            notes.append(_("several contracts share the award's value, so that it is left open"))
        elif any(
            release.awards_of_sum[lot_id, awarded.amount] > 1 for lot_id in texts(award.get("relatedLots"))
        ):
            # ten awards of one lot, each with the whole sum: which part is whose, nobody can tell
            notes.append(_("several awards of one lot carry the same value, so that it is left open"))
        else:
            return awarded
        return Money()
    estimated = money(lot.get("value"))
    if estimated.amount is None:
        return Money()
    if len(release.contracts) > 1 or len(release.awards) > 1:
        notes.append(_("several awards share the lot's value, so that it is left open"))
        return Money()
    notes.append(_("the value is the one that was estimated for the lot"))
    return estimated


def period_of(release: Release, contract: Thing, award: Thing, lot: Thing, notes: list[str]) -> Period:
    for given in (
        contract.get("period"),
        award.get("contractPeriod"),
        lot.get("contractPeriod"),
        release.tender.get("contractPeriod"),
    ):
        found = period(given)
        if found.problem:
            notes.append(found.problem)
        if found.says_something:
            return found
    return Period()


def cpv_of(release: Release, contract: Thing, award: Thing, lots: list[Thing]) -> list[str]:
    own = cpv_codes(contract.get("items"), award.get("items"))
    if lots is release.lots:
        return list(dict.fromkeys([*own, *release.codes_of_all]))
    items = release.items_by_lot[""]
    for lot in lots:
        items = {**items, **release.items_by_lot[text(lot.get("id"))]}
    codes = cpv_codes([items[place] for place in sorted(items)], [release.tender], lots)
    return list(dict.fromkeys([*own, *codes]))


def buyers_of(release: Release, contract: Thing, award: Thing) -> list[NamedOrganisation]:
    shadow = release.shadows.get(text(contract.get("id")), {})
    return (
        [
            *dict.fromkeys(
                [
                    *release.named_by(contract.get("buyers"), "buyer"),
                    *release.named_by(shadow.get("buyers"), "buyer"),
                ]
            )
        ]
        or release.named_by(award.get("buyers"), "buyer")
        or release.named_by(release.raw.get("buyer"), "buyer")
        or release.with_role("buyer")
        or release.named_by(release.tender.get("procuringEntity"), "procuringEntity")
        or release.with_role("procuringEntity")
    )[:MOST_PARTIES]


def suppliers_of(release: Release, contract: Thing, award: Thing) -> list[NamedOrganisation]:
    """The contract's own; of an award to several, those whose bid became this contract; else the award's;
    of the only award the parties that are called suppliers."""
    for key in ("suppliers", "supplier"):
        if own := release.named_by(contract.get(key), "supplier"):
            return own[:MOST_PARTIES]
    awarded = release.named_by(award.get("suppliers"), "supplier")
    if not awarded and award and len(release.awards) == 1:
        awarded = release.with_role("supplier")
    bids = [release.bids[bid] for bid in texts(contract.get("relatedBids")) if bid in release.bids]
    if not bids:
        return awarded[:MOST_PARTIES]
    bidders = {who for bid in bids for who in release.named_by(bid.get("tenderers"), "tenderer")}
    return ([supplier for supplier in awarded if supplier in bidders] or awarded)[:MOST_PARTIES]
