"""Releases of one process, each with what is new only: in whatever order, in one file or in several."""

from copy import deepcopy
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from accounts.organisations.models import Organisation
from agreements.importing.models import ReleasedProcess
from agreements.importing.tests.samples import package, party, release, write
from agreements.importing.tests.test_import_command import counts, run
from agreements.register.models import Agreement

pytestmark = pytest.mark.django_db


def parts() -> list[dict[str, Any]]:
    """A tender, its award and its contract, one month after the other."""
    whole = release()
    tender = {key: whole[key] for key in ("ocid", "buyer", "tender")} | {"id": "1", "date": "2024-01-01"}
    tender["parties"] = [whole["parties"][0]]
    award = {key: whole[key] for key in ("ocid", "awards")} | {"id": "2", "date": "2024-02-01"}
    award["parties"] = [whole["parties"][1]]
    contract = {"ocid": whole["ocid"], "id": "3", "date": "2024-03-01", "contracts": whole["contracts"]}
    return [tender | {"tag": ["tender"]}, award | {"tag": ["award"]}, contract | {"tag": ["contract"]}]


def the_agreement() -> tuple[Any, ...]:
    agreement = Agreement.objects.get()
    parties = [(p.part, p.organisation.name) for p in agreement.parties.order_by("part")]
    return agreement.title, agreement.value, agreement.cpv, agreement.state, parties


EXPECTED = (
    "Renholdsavtale",
    1200000,
    ["90911200"],
    "active",
    [("buyer", "Elvedal kommune"), ("supplier", "Havsvik Renhold AS")],
)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_tender_award_and_contract_in_any_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    given = [parts()[at] for at in order]
    one_by_one = [write(tmp_path, f"{number}.json", part) for number, part in enumerate(given)]
    reports = run(*one_by_one)
    assert counts(reports)["made"] == 1
    assert the_agreement() == EXPECTED
    again = counts(run(*one_by_one))
    assert not again.keys() & {"made", "updated", "unusable"}
    together = counts(run(write(tmp_path, "all.json", package(*given))))
    assert not together.keys() & {"made", "updated", "unusable"}
    assert (Organisation.objects.count(), ReleasedProcess.objects.count()) == (2, 1)


def test_a_record_without_a_compiled_release(tmp_path: Path) -> None:
    record = {"records": [{"ocid": "ocds-x-1", "releases": parts()[::-1]}]}
    assert counts(run(write(tmp_path, "a.json", record))) == {"made": 1, "skipped": 2}
    assert the_agreement() == EXPECTED


def test_ids_of_parties_that_mean_others_in_each_release(tmp_path: Path) -> None:
    tender, award, contract = parts()
    tender["parties"][0]["id"] = award["parties"][0]["id"] = "ORG-0001"
    tender["buyer"] = {"id": "ORG-0001"}
    award["awards"][0]["suppliers"] = [{"id": "ORG-0001"}]
    run(write(tmp_path, "a.json", package(tender, award, contract)))
    assert the_agreement() == EXPECTED


def later(date: str = "2024-06-01", **changes: Any) -> dict[str, Any]:
    return {"ocid": "ocds-x-1", "id": f"later-{date}", "date": date, "tag": ["contractUpdate"], **changes}


@pytest.mark.parametrize(
    ("change", "state", "why"),
    [
        ({"contracts": [{"id": "K1", "status": "cancelled"}]}, "cancelled", "it was cancelled"),
        ({"contracts": [{"id": "K1", "status": "Canceled"}]}, "cancelled", "it was cancelled"),
        ({"contracts": [{"id": "K1", "status": "terminated"}]}, "terminated", "it has ended"),
        ({"contracts": [{"id": "K1"}], "tag": ["contractTermination"]}, "terminated", "it has ended"),
        ({"awards": [{"id": "A1", "status": "cancelled"}]}, "cancelled", "it was cancelled"),
        ({"awards": [{"id": "A1", "status": "unsuccessful"}]}, "cancelled", "it was cancelled"),
        ({"awards": [{"id": "A1"}], "tag": ["awardCancellation"]}, "cancelled", "it was cancelled"),
        ({"tender": {"status": "cancelled"}}, "cancelled", "it was cancelled"),
        ({"tender": {"status": "withdrawn"}}, "cancelled", "it was cancelled"),
    ],
)
def test_what_is_cancelled_later_is_marked(
    tmp_path: Path, change: dict[str, Any], state: str, why: str
) -> None:
    first = write(tmp_path, "1.json", release())
    run(first)
    second = write(tmp_path, "2.json", later(**change))
    [report] = run(second)
    assert (report["updated"], report["lines"][0]["why"]) == (1, [why])
    assert the_agreement() == (*EXPECTED[:3], state, EXPECTED[4])
    assert not counts(run(first, second)).keys() & {"made", "updated", "unusable"}
    back = later("2024-09-01", contracts=[{"id": "K1", "status": "active"}])
    back |= {"awards": [{"id": "A1", "status": "active"}], "tender": {"status": "complete"}}
    [report] = run(write(tmp_path, "3.json", back))
    assert report["lines"][0]["why"] == ["it is in force again"]


def test_what_was_cancelled_before_it_came_stays_out(tmp_path: Path) -> None:
    gone = write(tmp_path, "1.json", later(contracts=[{"id": "K1", "status": "cancelled"}]))
    first = write(tmp_path, "2.json", release())
    reports = run(gone, first)
    assert counts(reports) == {"skipped": 2}
    assert reports[1]["lines"][0]["why"] == ["it was cancelled"]
    assert not Agreement.objects.exists()


def correction(**changes: Any) -> dict[str, Any]:
    corrected = release(**changes)
    corrected["contracts"][0]["period"] = {"startDate": "2024-03-01", "endDate": "2029-01-31"}
    return corrected


@pytest.mark.parametrize("dates", [("2024-03-01", "2024-03-01"), ("2024-03-01T10:00:00Z", "2024-03-01")])
@pytest.mark.parametrize("same_id", [True, False])
@pytest.mark.parametrize("same_file", [True, False])
def test_a_correction_of_the_same_day_counts(
    tmp_path: Path, dates: tuple[str, str], same_id: bool, same_file: bool
) -> None:
    first = release(date=dates[0])
    second = correction(date=dates[1], id=first["id"] if same_id else "r2")
    if same_file:
        paths = [write(tmp_path, "a.json", package(first, second))]
    else:
        paths = [write(tmp_path, "a.json", first), write(tmp_path, "b.json", second)]
    for expected in ({"made": 1, "updated": 1}, {"matched": 2}):
        assert counts(run(*paths)) == expected
        assert str(Agreement.objects.get().end) == "2029-01-31"
    assert counts(run(paths[0])).keys() == {"matched"}
    assert str(Agreement.objects.get().end) == "2029-01-31"


def test_what_people_wrote_stays_until_a_release_says_it_anew(tmp_path: Path) -> None:
    run(write(tmp_path, "1.json", release()))
    Agreement.objects.update(title="Vårt eget namn", number="2024/17")
    run(write(tmp_path, "2.json", later(contracts=[{"id": "K1", "period": {"endDate": "2030-01-31"}}])))
    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.number, str(agreement.end)) == (
        "Vårt eget namn",
        "2024/17",
        "2030-01-31",
    )


def named(supplier: Any, *parties: dict[str, Any], buyer: Any = None) -> dict[str, Any]:
    raw = release(parties=list(parties), buyer=buyer or {"name": "Elvedal kommune"})
    raw["awards"][0]["suppliers"] = supplier
    return raw


def without(raw: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in deepcopy(raw).items() if key not in keys}


BUYER = party("B", "Elvedal kommune", "964 965 137", "NO", "buyer")
SUPPLIER = party("S", "Havsvik Renhold AS", "NO943184097MVA", "NO", "supplier")
BY_NAME = [{"name": "Havsvik Renhold AS"}]


@pytest.mark.parametrize(
    "raw",
    [
        named(BY_NAME, without(BUYER, "id"), without(SUPPLIER, "id")),
        named(BY_NAME, without(BUYER, "id", "roles"), without(SUPPLIER, "id", "roles")),
        named(BY_NAME, BUYER, without(SUPPLIER, "id")),
        named([{"id": "S"}], without(BUYER, "id"), SUPPLIER),
        named([{"id": None, "name": "HAVSVIK RENHOLD AS"}], {**BUYER, "id": None}, {**SUPPLIER, "id": ""}),
        named([{"id": "1"}], {**BUYER, "id": "1"}, {**SUPPLIER, "id": "1"}, buyer={"id": "1"}),
        named([], without(BUYER, "id"), without(SUPPLIER, "id"), buyer={"id": "B"}),
        named([{"identifier": {"id": "943184097"}, "address": {"country": "NO"}}], BUYER, SUPPLIER),
        named([{"id": 7}], BUYER, {**SUPPLIER, "id": "7"}),
    ],
)
def test_each_party_is_whom_the_release_means(tmp_path: Path, raw: dict[str, Any]) -> None:
    assert counts(run(write(tmp_path, "a.json", raw))) == {"made": 1}
    parties = Agreement.objects.get().parties.order_by("part")
    assert [(p.part, p.organisation.name, p.organisation.identifier) for p in parties] == [
        ("buyer", "Elvedal kommune", "NO964965137"),
        ("supplier", "Havsvik Renhold AS", "NO943184097"),
    ]


def test_a_check_digit_that_does_not_fit_is_told_once_and_the_number_taken(tmp_path: Path) -> None:
    raw = release()
    raw["parties"][1]["additionalIdentifiers"] = [{"id": "Org.nr 943 184 098"}]
    path = write(tmp_path, "a.json", raw)
    [report] = run(path)
    assert [why for why in report["lines"][0]["why"] if "check digit" in why] == [
        "the number NO943184098 of Havsvik Renhold AS is taken as it is, but its check digit does not fit"
    ]
    assert Organisation.objects.filter(identifier="NO943184098").exists()
    [report] = run(path)
    assert report["lines"][0]["why"] == []
