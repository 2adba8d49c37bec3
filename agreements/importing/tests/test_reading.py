"""What a release says, with the traps that real ones hold."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agreements.importing.ocds.release import ReleasedAgreement, read_release
from agreements.importing.tests.samples import party, release


def only(raw: dict[str, Any]) -> ReleasedAgreement:
    reading = read_release(raw)
    assert len(reading.agreements) == 1, reading
    return reading.agreements[0]


def test_a_plain_contract() -> None:
    agreement = only(release())
    assert agreement.title == "Renholdsavtale"
    assert (agreement.value, agreement.currency) == (Decimal(1200000), "NOK")
    assert agreement.signed == date(2024, 2, 20)  # as written, not as it is in UTC
    assert agreement.cpv == ("90911200",)
    assert [(b.name, b.identifier) for b in agreement.buyers] == [("Elvedal kommune", "NO964965137")]
    assert [(s.name, s.identifier) for s in agreement.suppliers] == [("Havsvik Renhold AS", "NO943184097")]


def test_one_point_nought_names_organisations_where_they_stand() -> None:
    raw = release(
        buyer={"name": "Elvedal kommune", "identifier": {"scheme": "NO-ORGNR", "id": "964965137"}},
        parties=[],
    )
    raw["awards"][0]["suppliers"] = [{"name": "Utland Ltd", "address": {"countryName": "United Kingdom"}}]
    agreement = only(raw)
    assert agreement.buyers[0].identifier == "NO964965137"
    assert (agreement.suppliers[0].name, agreement.suppliers[0].country) == ("Utland Ltd", "GB")


def test_the_buyer_may_stand_among_the_parties_alone() -> None:
    raw = release()
    del raw["buyer"]
    assert only(raw).buyers[0].name == "Elvedal kommune"


def test_an_award_with_a_contracts_id_and_no_supplier_is_no_award() -> None:
    raw = release()
    raw["awards"].append({"id": "K1", "buyers": [{"id": "B"}]})
    reading = read_release(raw)
    assert [a.title for a in reading.agreements] == ["Renholdsavtale"]
    assert not reading.skipped


def test_a_framework_with_two_suppliers_and_a_contract_for_each() -> None:
    raw = release()
    raw["parties"].append(party("T", "Fjord Renhold AS", "920 144 950", "NO", "supplier"))
    raw["awards"][0] |= {"suppliers": [{"id": "S"}, {"id": "T"}], "relatedLots": ["MISSING"]}
    raw["contracts"] = [
        {"id": "K1", "awardID": "A1", "relatedBids": ["1"]},
        {"id": "K2", "awardID": "A1", "relatedBids": ["2"]},
        {"id": "K3", "awardID": "A1"},
    ]
    raw["bids"] = {
        "details": [{"id": "1", "tenderers": [{"id": "S"}]}, {"id": "2", "tenderers": [{"id": "T"}]}]
    }
    agreements = read_release(raw).agreements
    assert [[s.name for s in a.suppliers] for a in agreements] == [
        ["Havsvik Renhold AS"],
        ["Fjord Renhold AS"],
        ["Havsvik Renhold AS", "Fjord Renhold AS"],
    ]
    # three contracts share the award's value: it is nobody's
    assert {a.value for a in agreements} == {None}
    assert all("share" in " ".join(a.notes) and "MISSING" in " ".join(a.notes) for a in agreements)


def test_a_lots_value_is_taken_only_where_nobody_shares_it() -> None:
    raw = release()
    del raw["awards"][0]["value"]
    raw["tender"]["lots"][0]["value"] = {"amount": 10, "currency": "NOK"}
    assert only(raw).value == Decimal(10)
    raw["awards"].append({"id": "A2", "suppliers": [{"id": "S"}], "relatedLots": ["L1"]})
    assert only(raw).value is None


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (
            {"startDate": "2024-01-01", "endDate": "2027-12-31T23:59:59+01:00"},
            (date(2024, 1, 1), date(2027, 12, 31)),
        ),
        ({"startDate": "2024-01-01T00:00:00Z", "durationInDays": 10}, (date(2024, 1, 1), date(2024, 1, 11))),
        ({"durationInDays": 300}, (None, None)),
        ({"startDate": "soon"}, (None, None)),
        ({"startDate": "2024-13-45"}, (None, None)),
        ({"startDate": "2025-01-01", "endDate": "2024-01-01"}, (None, None)),
    ],
)
def test_periods_are_read_and_never_guessed(period: dict[str, Any], expected: tuple[Any, Any]) -> None:
    raw = release()
    raw["tender"]["lots"][0]["contractPeriod"] = period
    found = only(raw).period
    assert (found.start, found.end) == expected


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"amount": Decimal("1e400"), "currency": "NOK"}, "cannot be a value"),
        ({"amount": Decimal("-5"), "currency": "NOK"}, "cannot be a value"),
        ({"amount": "NaN", "currency": "NOK"}, "not an amount"),
        ({"amount": "a lot", "currency": "NOK"}, "not an amount"),
        ({"amount": 5, "currency": "kroner"}, "no currency"),
        ({"amount": True, "currency": "NOK"}, "not an amount"),
        ({"amount": [1], "currency": "NOK"}, "not an amount"),
    ],
)
def test_an_impossible_value_is_left_out_and_said(value: dict[str, Any], why: str) -> None:
    raw = release()
    raw["contracts"][0]["value"] = value
    del raw["awards"][0]["value"]
    agreement = only(raw)
    assert agreement.value is None
    assert why in " ".join(agreement.notes)


def test_what_is_not_awarded_is_passed_over_with_a_word() -> None:
    def skipped(raw: dict[str, Any]) -> list[str]:
        return [passed.why for passed in read_release(raw).skipped]

    assert skipped(release(awards=[], contracts=[])) == ["nothing is awarded in it"]
    assert skipped(release(contracts=[])) == ["awarded, but there is no contract yet"]
    assert only(release(awards=[])).missing == "it belongs to no award that is known yet"
    cancelled = release()
    cancelled["awards"][0]["status"] = "cancelled"
    assert only(cancelled).missing == "its award was cancelled"


@pytest.mark.parametrize(
    "raw",
    [
        {},
        [],
        "release",
        None,
        {"ocid": 1},
        {"ocid": {}, "contracts": [{}]},
        {"ocid": "x", "contracts": [[]], "awards": "none", "parties": {"a": 1}, "tender": [1]},
        {"ocid": "x", "contracts": [{"id": "1"}, {"id": "1"}], "awards": [{"id": []}]},
        {"ocid": "x", "contracts": {"id": "1", "value": 5, "period": "long"}, "awards": [{"id": "1"}]},
        {"ocid": "x", "tag": 5, "date": [], "contracts": [{"id": "1", "relatedBids": {}}], "bids": []},
    ],
)
def test_nonsense_never_raises(raw: Any) -> None:
    read_release(raw)


def test_signs_that_no_database_keeps_are_taken_out() -> None:
    raw = release()
    raw["contracts"][0]["title"] = "Ren\x00hold \ud800 av\r\nskoler" + "x" * 900
    title = only(raw).title
    assert title.startswith("Ren hold av skoler")
    assert len(title) <= 500
