"""What one release says about agreements, together with all that is known of its process already: one for
each contract that it touches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.importing.ocds.compact import GONE, compact
from agreements.importing.ocds.process import Piece, Process, piece_of
from agreements.importing.ocds.terms import (
    MOST_PARTIES,
    Release,
    buyers_of,
    cpv_of,
    lots_of,
    period_of,
    suppliers_of,
    value_of,
)
from agreements.importing.ocds.values import Period, day, long_text, objects, text, texts
from agreements.register.models import Agreement
from agreements.register.organisations import NamedOrganisation

UPDATES: Final = frozenset(
    ("awardUpdate", "contractUpdate", "contractAmendment", "awardAmendment", "implementationUpdate")
)
#: What a release may say of all contracts of its process at once.
SHARED: Final = ("buyer", "parties", "tender", "bids", "title")
State = Agreement.State


@dataclass(frozen=True)
class ReleasedAgreement:
    """What is said about one agreement. Empty means: it is not said."""

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
    state: str
    #: What keeps it from being an agreement yet, if it is none in the register.
    missing: str = ""
    date: datetime | None = None
    amends: bool = False
    related: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    #: What was said before this release, if anything was.
    before: "ReleasedAgreement | None" = field(default=None, compare=False, repr=False)
    is_older: bool = field(default=False, compare=False)
    #: Whether the release itself has the contract; else it is told of only if something comes of it.
    is_named: bool = field(default=True, compare=False)

    @property
    def terms(self) -> "ReleasedAgreement":
        """What of it can be compared: not when and how it was said."""
        return replace(self, date=None, amends=False, related=(), notes=(), before=None)


class Passed(NamedTuple):
    """What was passed over, and why: like reasons are counted together."""

    about: str
    why: str


@dataclass
class Reading:
    """One release: its name for people, its agreements, and what was passed over or is of no use."""

    label: str
    agreements: list[ReleasedAgreement] = field(default_factory=list)
    skipped: list[Passed] = field(default_factory=list)
    unusable: list[Passed] = field(default_factory=list)


#: The process of an ocid, as far as it is known.
Processes = Callable[[str], Process]


def ocid_of(raw: Any) -> str:
    return text(raw.get("ocid"), 120) if isinstance(raw, dict) else ""


def read_release(raw: Any, package_date: Any = None, processes: Processes | None = None) -> Reading:
    """Everything that a release brings for the register; never raises for what is in it."""
    if not isinstance(raw, dict):
        return Reading(_("release"), unusable=[Passed("", _("it is not an object"))])
    reading = Reading(text(raw.get("id"), 80) or text(raw.get("ocid"), 80) or _("release without an id"))
    if not raw:
        reading.unusable.append(Passed("", _("the release is empty")))
        return reading
    ocid = ocid_of(raw)
    if not ocid:
        reading.unusable.append(Passed("", _("it has no ocid, so that it could not be told from others")))
        return reading
    piece = piece_of(compact(raw), package_date)
    process = processes(ocid) if processes else Process()
    _read_piece(piece, process, reading)
    return reading


def _read_piece(piece: Piece, process: Process, reading: Reading) -> None:
    before = process.whole
    is_older = not process.is_newest(piece)
    is_new = process.add(piece)
    after = Release(process.whole)
    earlier = Release(before) if is_new else after
    known = {text(contract.get("id"), 120): contract for contract in earlier.contracts}
    named, seen = _own_contracts(piece, reading)
    amends = bool(set(texts(piece.body.get("tag"))) & UPDATES)
    for contract in _touched(piece, before, after, seen):
        contract_id = text(contract.get("id"), 120)
        was = _agreement(earlier, known[contract_id], amends) if contract_id in known else None
        found = _agreement(after, contract, amends) if is_new or was is None else was
        is_named = contract_id in named
        if is_named or was is None or was.terms != found.terms:
            reading.agreements.append(
                replace(found, date=piece.date, before=was, is_older=is_older, is_named=is_named)
            )
    if not reading.agreements and not named:
        has_awards = any(award.get("status") not in GONE for award in objects(piece.body.get("awards")))
        why = _("awarded, but there is no contract yet") if has_awards else _("nothing is awarded in it")
        reading.skipped.append(Passed("", why))
    elif named:
        _say_awards_without_contract(piece, after, reading)


def _own_contracts(piece: Piece, reading: Reading) -> tuple[set[str], set[str]]:
    """Ids of the contracts that the release itself has, and of those that follow an award of its own."""
    named: set[str] = set()
    for contract in objects(piece.body.get("contracts")):
        contract_id = text(contract.get("id"), 120)
        if not contract_id:
            reading.unusable.append(Passed("", _("a contract has no id")))
        elif contract_id in named:
            about = _("contract %(contract)s") % {"contract": contract_id}
            reading.unusable.append(Passed(about, _("it appears twice; the last one counts")))
        else:
            named.add(contract_id)
    return named, {text(award.get("id")) for award in objects(piece.body.get("awards"))}


def _touched(
    piece: Piece, before: dict[str, Any], after: Release, awards: set[str]
) -> Iterable[dict[str, Any]]:
    """The contracts of which the release may say something new: its own, those of its awards; and all, where
    it changes what they share."""
    own = {text(contract.get("id"), 120) for contract in objects(piece.body.get("contracts"))}
    is_shared = any(before.get(key) != after.raw.get(key) for key in SHARED)
    is_alone = "" in awards or any(not text(award.get("id")) for award in after.awards)
    number_of_awards = len(list(objects(before.get("awards"))))
    is_shared = is_shared or (is_alone or (number_of_awards != len(after.awards) and number_of_awards == 1))
    for contract in after.contracts:
        contract_id = text(contract.get("id"), 120)
        award = text(contract.get("awardID")) or text(contract.get("awardId"))
        if contract_id and (is_shared or contract_id in own or (award or "") in awards or not award):
            yield contract


def _agreement(release: Release, contract: dict[str, Any], amends: bool) -> ReleasedAgreement:
    notes: list[str] = []
    contract_id = text(contract.get("id"), 120)
    there = release.award_of(contract)
    award = there or {}
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
    numbers = (text(identifier.get("id"), 120) for identifier in objects(contract.get("identifiers")))
    number = next((each for each in numbers if each.strip("-–.")), "")
    suppliers = suppliers_of(release, contract, award)
    if len(suppliers) == MOST_PARTIES:
        notes.append(
            _("it names very many suppliers: the first %(count)d are kept") % {"count": MOST_PARTIES}
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
        suppliers=tuple(suppliers),
        state=_state(release, contract, award),
        missing=_missing(release, contract, there, suppliers, amends),
        amends=amends,
        related=tuple(
            text(other.get("identifier"), 120)
            for other in objects(release.raw.get("relatedProcesses"))
            if text(other.get("scheme")).lower() == "ocid"
        ),
        notes=tuple(notes),
    )


def _state(release: Release, contract: dict[str, Any], award: dict[str, Any]) -> str:
    """Given up, at whatever stage; or ended, after it was in force."""
    given_up = any(thing.get("status") in GONE for thing in (contract, award, release.tender))
    if given_up:
        return State.CANCELLED
    return State.TERMINATED if contract.get("status") == "terminated" else State.ACTIVE


def _missing(
    release: Release,
    contract: dict[str, Any],
    award: dict[str, Any] | None,
    suppliers: list[NamedOrganisation],
    amends: bool,
) -> str:
    if contract.get("status") in GONE:
        return _("it was cancelled")
    if award is not None and award.get("status") in GONE:
        return _("its award was cancelled")
    if release.tender.get("status") in GONE:
        return _("its tender was cancelled")
    if award is None and not suppliers and not amends:
        return _("it belongs to no award that is known yet")
    return ""


def _first(*found: str) -> str:
    return next((one for one in found if one), "")


def _say_awards_without_contract(piece: Piece, after: Release, reading: Reading) -> None:
    taken = {id(after.award_of(contract)) for contract in after.contracts}
    own = {text(award.get("id")) for award in objects(piece.body.get("awards"))}
    left = [
        text(award.get("id"), 40) or "?"
        for award in after.awards
        if id(award) not in taken and award.get("status") not in GONE and text(award.get("id")) in own
    ]
    if left:
        about = ", ".join(left[:3]) + (" …" if len(left) > 3 else "")
        why = ngettext("%(count)d award has no contract", "%(count)d awards have no contract", len(left))
        reading.skipped.append(Passed(about, why % {"count": len(left)}))
