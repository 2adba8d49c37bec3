"""What a release says about one of its contracts, gathered from the places where publishers put it."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.organisations.models import normalise_name
from agreements.importing.ocds.parties import Parties
from agreements.importing.ocds.values import (
    Money,
    Period,
    cpv_codes,
    moment,
    money,
    object_of,
    objects,
    period,
    text,
    texts,
)
from agreements.register.organisations import NamedOrganisation


class Release:
    """A release with its lists at hand."""

    def __init__(self, raw: dict[str, Any], published: Any) -> None:
        self.raw = raw
        self.ocid = text(raw.get("ocid"), 120)
        self.tags = set(texts(raw.get("tag")))
        self.date = moment(raw.get("date")) or moment(published)
        self.tender = object_of(raw.get("tender"))
        self.lots = list(objects(self.tender.get("lots")))
        self.contracts = list(objects(raw.get("contracts")))
        self.parties = Parties(raw)
        contract_ids = {text(contract.get("id")) for contract in self.contracts}
        # some publishers put a contract's buyers into an award that carries the contract's id
        self.shadows = {
            text(award.get("id")): award
            for award in objects(raw.get("awards"))
            if text(award.get("id")) in contract_ids and not award.get("suppliers")
        }
        self.awards = [
            award for award in objects(raw.get("awards")) if text(award.get("id")) not in self.shadows
        ]
        self.bids = {text(bid.get("id")): bid for bid in objects(object_of(raw.get("bids")).get("details"))}

    def award_of(self, contract: dict[str, Any]) -> dict[str, Any] | None:
        wanted = text(contract.get("awardID")) or text(contract.get("awardId"))
        for award in self.awards:
            if wanted and text(award.get("id")) == wanted:
                return award
        return self.awards[0] if not wanted and len(self.awards) == 1 else None


def lots_of(
    release: Release, contract: dict[str, Any], award: dict[str, Any], notes: list[str]
) -> list[dict[str, Any]]:
    """The lots that the contract is about. A lot that is not there is said; its contract's title may tell."""
    by_id = {text(lot.get("id")): lot for lot in release.lots}
    named = _first_of(texts(contract.get("relatedLots")), texts(award.get("relatedLots")))
    named = named or texts(contract.get("relatedLot")) or texts(award.get("relatedLot"))
    lots = [by_id[lot] for lot in named if lot in by_id]
    if lots:
        return lots
    title = normalise_name(text(contract.get("title")))
    alike = [lot for lot in release.lots if title and normalise_name(text(lot.get("title"))) == title]
    if len(alike) == 1:
        return alike
    if named and release.lots:
        notes.append(_("lot %(lots)s is not in the release") % {"lots": ", ".join(named)})
    return release.lots


def _first_of(*lists: list[str]) -> list[str]:
    return next((found for found in lists if found), [])


def value_of(
    release: Release, contract: dict[str, Any], award: dict[str, Any], lot: dict[str, Any], notes: list[str]
) -> Money:
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
        if sum(release.award_of(other) is award for other in release.contracts) > 1:
            notes.append(_("several contracts share the award's value, so that it is left open"))
        elif _same_sum_shared(release, award):
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


def _same_sum_shared(release: Release, award: dict[str, Any]) -> bool:
    """Ten awards of one lot, each with the whole sum: which part is whose, nobody can tell."""
    lots, sum_ = set(texts(award.get("relatedLots"))), money(award.get("value")).amount
    return any(
        other is not award
        and lots & set(texts(other.get("relatedLots")))
        and money(other.get("value")).amount == sum_
        for other in release.awards
    )


def period_of(
    release: Release, contract: dict[str, Any], award: dict[str, Any], lot: dict[str, Any], notes: list[str]
) -> Period:
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


def cpv_of(
    release: Release, contract: dict[str, Any], award: dict[str, Any], lots: list[dict[str, Any]]
) -> list[str]:
    ids = {text(lot.get("id")) for lot in lots}
    items = [
        item
        for item in objects(release.tender.get("items"))
        if not (related := [*texts(item.get("relatedLot")), *texts(item.get("relatedLots"))])
        or not ids
        or ids & set(related)
    ]
    return cpv_codes(contract.get("items"), award.get("items"), items, [release.tender], lots)


def buyers_of(release: Release, contract: dict[str, Any], award: dict[str, Any]) -> list[NamedOrganisation]:
    shadow = release.shadows.get(text(contract.get("id")), {})
    return (
        release.parties.named_by([*objects(contract.get("buyers")), *objects(shadow.get("buyers"))])
        or release.parties.named_by([*objects(award.get("buyers"))])
        or release.parties.named_by([*objects(release.raw.get("buyer"))])
        or release.parties.with_role("buyer")
        or release.parties.named_by([*objects(release.tender.get("procuringEntity"))])
        or release.parties.with_role("procuringEntity")
    )


def suppliers_of(
    release: Release, contract: dict[str, Any], award: dict[str, Any]
) -> list[NamedOrganisation]:
    """The contract's own; of an award to several, those whose bid became this contract; else the award's."""
    own = release.parties.named_by([*objects(contract.get("suppliers")), *objects(contract.get("supplier"))])
    if own:
        return own
    awarded = release.parties.named_by([*objects(award.get("suppliers"))])
    bids = [release.bids[bid] for bid in texts(contract.get("relatedBids")) if bid in release.bids]
    bidders = release.parties.named_by(who for bid in bids for who in objects(bid.get("tenderers")))
    return [supplier for supplier in awarded if supplier in bidders] or awarded
