"""What one release says about agreements: one for each of its contracts."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.importing.ocds.terms import (
    Release,
    buyers_of,
    cpv_of,
    lots_of,
    period_of,
    suppliers_of,
    value_of,
)
from agreements.importing.ocds.values import Period, day, long_text, objects, text
from agreements.register.organisations import NamedOrganisation

UPDATES = {"awardUpdate", "contractUpdate", "contractAmendment", "awardAmendment", "implementationUpdate"}
GONE = {"cancelled", "unsuccessful"}


@dataclass(frozen=True)
class ReleasedAgreement:
    """What a release says about one agreement. Empty means: it does not say."""

    ocid: str
    contract_id: str
    number: str
    title: str
    description: str
    period: Period
    signed: date | None
    value: Decimal | None
    currency: str
    cpv: tuple[str, ...]
    buyers: tuple[NamedOrganisation, ...]
    suppliers: tuple[NamedOrganisation, ...]
    date: datetime | None
    amends: bool
    related: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


@dataclass
class Reading:
    """One release: its name for people, its agreements, and what was passed over or is of no use."""

    label: str
    agreements: list[ReleasedAgreement] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unusable: list[str] = field(default_factory=list)


def read_release(raw: Any, published: Any = None) -> Reading:
    """Everything that a release holds for the register; never raises for what is in it."""
    if not isinstance(raw, dict):
        return Reading(_("release"), unusable=[_("it is not an object")])
    reading = Reading(text(raw.get("id"), 80) or text(raw.get("ocid"), 80) or _("release without an id"))
    if not raw:
        reading.unusable.append(_("the release is empty"))
        return reading
    release = Release(raw, published)
    if not release.ocid:
        reading.unusable.append(_("it has no ocid, so that it could not be told from others"))
        return reading
    if not release.contracts:
        reading.skipped.append(
            _("awarded, but there is no contract yet") if release.awards else _("nothing is awarded in it")
        )
        return reading
    seen: set[str] = set()
    for contract in release.contracts:
        _read_contract(release, contract, reading, seen)
    _say_awards_without_contract(release, reading)
    return reading


def _read_contract(release: Release, contract: dict[str, Any], reading: Reading, seen: set[str]) -> None:
    contract_id = text(contract.get("id"), 120)
    shown = {"contract": contract_id or "?"}
    if not contract_id:
        reading.unusable.append(_("a contract has no id"))
    elif contract_id in seen:
        reading.unusable.append(_("contract %(contract)s is there twice; the first one counts") % shown)
    elif text(contract.get("status")) in GONE:
        reading.skipped.append(_("contract %(contract)s was cancelled") % shown)
    else:
        award = release.award_of(contract)
        amends = bool(release.tags & UPDATES)
        if award is not None and text(award.get("status")) in GONE:
            reading.skipped.append(_("the award of contract %(contract)s was cancelled") % shown)
        elif award is None and not amends:
            reading.skipped.append(_("contract %(contract)s belongs to no award") % shown)
        else:
            reading.agreements.append(_agreement(release, contract, award or {}, amends))
    seen.add(contract_id)


def _agreement(
    release: Release, contract: dict[str, Any], award: dict[str, Any], amends: bool
) -> ReleasedAgreement:
    notes: list[str] = []
    contract_id = text(contract.get("id"), 120)
    lots = lots_of(release, contract, award, notes)
    lot = lots[0] if len(lots) == 1 else {}
    title = _first(
        text(contract.get("title")),
        text(lot.get("title")),
        text(release.tender.get("title")),
        text(award.get("title")),
        text(release.raw.get("title")),
    )
    found = value_of(release, contract, award, lot, notes)
    number = next(
        (n for n in (text(i.get("id"), 120) for i in objects(contract.get("identifiers"))) if n.strip("-–.")),
        "",
    )
    return ReleasedAgreement(
        ocid=release.ocid,
        contract_id=contract_id,
        number="" if number == title else number,
        title=title,
        description=_first(
            long_text(contract.get("description")),
            long_text(lot.get("description")),
            long_text(release.tender.get("description")),
        ),
        period=period_of(release, contract, award, lot, notes),
        signed=day(contract.get("dateSigned")),
        value=found.amount,
        currency=found.currency,
        cpv=tuple(cpv_of(release, contract, award, lots)),
        buyers=tuple(buyers_of(release, contract, award)),
        suppliers=tuple(suppliers_of(release, contract, award)),
        date=release.date,
        amends=amends,
        related=tuple(
            text(other.get("identifier"), 120)
            for other in objects(release.raw.get("relatedProcesses"))
            if text(other.get("scheme")).lower() == "ocid"
        ),
        notes=tuple(notes),
    )


def _first(*found: str) -> str:
    return next((one for one in found if one), "")


def _say_awards_without_contract(release: Release, reading: Reading) -> None:
    taken = [release.award_of(contract) for contract in release.contracts]
    left = [
        text(award.get("id"), 40) or "?"
        for award in release.awards
        if not any(award is one for one in taken) and text(award.get("status")) not in GONE
    ]
    if left:
        shown = ", ".join(left[:3]) + (" …" if len(left) > 3 else "")
        reading.skipped.append(
            ngettext(
                "%(count)d award has no contract (%(awards)s)",
                "%(count)d awards have no contract (%(awards)s)",
                len(left),
            )
            % {"count": len(left), "awards": re.sub(r"\s+", " ", shown)}
        )
