"""Of a release, what counts for the register: so that it can be kept until other releases of the same process
bring the rest. Whom it names is looked up among its own parties at once, for ids differ between releases."""

from decimal import Decimal
from typing import Any, Final

from agreements.importing.ocds.parties import Parties
from agreements.importing.ocds.values import long_text, objects, text, texts

Spec = dict[str, Any]

_CLASS: Final[Spec] = {"scheme": None, "id": None}
_CPV: Final[Spec] = {"classification": _CLASS, "additionalClassifications": _CLASS}
_IDENTIFIER: Final[Spec] = {"scheme": None, "id": None, "legalName": None}
PARTY: Final[Spec] = {
    "id": None,
    "name": None,
    "roles": None,
    "identifier": _IDENTIFIER,
    "additionalIdentifiers": _IDENTIFIER,
    "address": {"countryCode": None, "country": None, "countryName": None},
}
_VALUE: Final[Spec] = {"amount": None, "currency": None}
_PERIOD: Final[Spec] = {"startDate": None, "endDate": None, "durationInDays": None}
_ITEM: Final[Spec] = {"id": None, "relatedLot": None, "relatedLots": None, **_CPV}
_LOT: Final[Spec] = {
    "id": None, "title": None, "description": None, "value": _VALUE, "contractPeriod": _PERIOD, **_CPV,
}  # fmt: skip
_TENDER: Final[Spec] = {
    "title": None, "description": None, "status": None, "lots": _LOT, "items": _ITEM,
    "contractPeriod": _PERIOD, "procuringEntity": PARTY, **_CPV,
}  # fmt: skip
_AWARD: Final[Spec] = {
    "id": None, "status": None, "title": None, "relatedLots": None, "relatedLot": None, "suppliers": PARTY,
    "buyers": PARTY, "value": _VALUE, "contractPeriod": _PERIOD, "items": _ITEM,
}  # fmt: skip
_CONTRACT: Final[Spec] = {
    "id": None, "awardID": None, "awardId": None, "status": None, "title": None, "description": None,
    "dateSigned": None, "period": _PERIOD, "value": _VALUE, "items": _ITEM, "relatedLots": None,
    "relatedLot": None, "relatedBids": None, "identifiers": {"id": None, "scheme": None}, "buyers": PARTY,
    "suppliers": PARTY, "supplier": PARTY,
}  # fmt: skip
RELEASE: Final[Spec] = {
    "id": None, "ocid": None, "date": None, "tag": None, "title": None, "buyer": PARTY, "parties": PARTY,
    "tender": _TENDER, "awards": _AWARD, "contracts": _CONTRACT,
    "bids": {"details": {"id": None, "tenderers": PARTY}},
    "relatedProcesses": {"scheme": None, "identifier": None},
}  # fmt: skip
#: Lists whose entries have ids; one object where a list was meant is a list of one.
LISTS: Final = frozenset(("parties", "lots", "items", "awards", "contracts", "details", "relatedProcesses"))
#: What parties of others than these parts do is not ours.
_PARTS: Final = frozenset(("buyer", "procuringentity", "supplier"))
GONE: Final = frozenset(("cancelled", "unsuccessful"))
_SPELLED: Final = {"canceled": "cancelled", "annulled": "cancelled", "withdrawn": "cancelled"}
#: What a release is for says what happened, where the thing itself has no status.
_BY_TAG: Final = (
    ("tenderCancellation", "tender", "cancelled"),
    ("awardCancellation", "awards", "cancelled"),
    ("contractTermination", "contracts", "terminated"),
)


def compact(raw: dict[str, Any]) -> dict[str, Any]:
    """Never raises, and holds nothing that a database could not keep."""
    release = _picked(raw, RELEASE)
    own = Parties(release.get("parties"))
    tags = set(texts(release.get("tag")))
    for tag, key, status in _BY_TAG:
        if tag in tags:
            for thing in objects(release.get(key)):
                thing.setdefault("status", status)
    for things in (release.get("tender"), release.get("awards"), release.get("contracts")):
        _spell_status(things)
    _name_parties(release, own)
    _name_awards(release)
    _keep_tender(release, tags)
    if parties := release.get("parties"):
        release["parties"] = [
            party
            for party in objects(parties)
            if not (roles := {role.casefold() for role in texts(party.get("roles"))}) or roles & _PARTS
        ]
    return release


def _keep_tender(release: dict[str, Any], tags: set[str]) -> None:
    """Of several lots, one may have been given up: a contract in the same release tells."""
    is_active = any(contract.get("status") == "active" for contract in objects(release.get("contracts")))
    if is_active and "tenderCancellation" not in tags:
        for tender in objects(release.get("tender")):
            if tender.get("status") in GONE:
                del tender["status"]


def _picked(value: Any, spec: Spec) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, inner in spec.items():
        if not isinstance(value, dict) or key not in value:
            continue
        given = value[key]
        if given is None:
            found[key] = None  # it is taken back
        elif inner is None:
            found[key] = [_plain(one) for one in given] if isinstance(given, list) else _plain(given)
        elif isinstance(given, list):
            found[key] = [_picked(one, inner) for one in given if isinstance(one, dict)]
        elif isinstance(given, dict):
            one = _picked(given, inner)
            found[key] = [one] if key in LISTS else one
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return long_text(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, Decimal)):
        return _number(Decimal(value))
    return None


def _number(value: Decimal) -> int | str:
    """As it is kept in JSON: exact, and never longer than a number of ours can be."""
    if not value.is_finite() or abs(value) >= 10**18 or 0 < abs(value) < Decimal("1e-9"):
        return str(value)[:60]
    return int(value) if value == int(value) else f"{value:f}"[:60]


def _spell_status(things: Any) -> None:
    for thing in objects(things):
        status = text(thing.get("status"), 40).casefold()
        if "status" in thing:
            thing["status"] = _SPELLED.get(status, status)


def _name_parties(release: dict[str, Any], own: Parties) -> None:
    """Whom the release names, with all that it says of them."""
    places: list[tuple[dict[str, Any], str, str]] = [(release, "buyer", "buyer")]
    places += [(tender, "procuringEntity", "procuringEntity") for tender in objects(release.get("tender"))]
    for key in ("awards", "contracts"):
        for thing in objects(release.get(key)):
            places += [(thing, "buyers", "buyer"), (thing, "suppliers", "supplier")]
            places += [(thing, "supplier", "supplier")]
    bids = release.get("bids")
    for bid in objects(bids.get("details") if isinstance(bids, dict) else None):
        places.append((bid, "tenderers", "tenderer"))
    for thing, key, role in places:
        if thing.get(key):
            thing[key] = [own.whole(reference, role) for reference in objects(thing[key])]


def _name_awards(release: dict[str, Any]) -> None:
    """A contract that does not say which award it follows, beside the only one there is."""
    awards = list(objects(release.get("awards")))
    if len(awards) == 1 and (award_id := text(awards[0].get("id"))):
        for contract in objects(release.get("contracts")):
            if not text(contract.get("awardID")) and not text(contract.get("awardId")):
                contract["awardID"] = award_id
