"""``manage.py import_ocds``: once or twice, in whatever order, from whatever lies in the folder."""

import json
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.importing.tests.samples import package, party, release, write
from agreements.register.models import Agreement, AgreementParty
from tests.story import Story

pytestmark = pytest.mark.django_db
REAL = Path(settings.BASE_DIR).parent / "shared/data/ocds"


def run(*paths: Path, **options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("import_ocds", *map(str, paths), "--json", stdout=out, **options)
    return list(json.loads(out.getvalue()))


def counts(reports: list[dict[str, Any]]) -> dict[str, int]:
    kinds = ("made", "updated", "matched", "skipped", "unusable")
    return {kind: total for kind in kinds if (total := sum(report[kind] for report in reports))}


def test_an_agreement_with_its_parties_and_twice_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", package(release()))
    assert counts(run(path)) == {"made": 1}
    agreement = Agreement.objects.get()
    assert agreement.register.name == "Elvedal kommune"
    assert (agreement.value, agreement.currency, agreement.cpv) == (Decimal(1200000), "NOK", ["90911200"])
    assert [(p.part, p.organisation.identifier) for p in agreement.parties.all()] == [
        ("buyer", "NO964965137"),
        ("supplier", "NO943184097"),
    ]
    assert counts(run(path)) == {"matched": 1}
    assert (Agreement.objects.count(), Organisation.objects.count(), AgreementParty.objects.count()) == (
        1,
        2,
        2,
    )


def test_amounts_keep_their_cents(tmp_path: Path) -> None:
    raw = release()
    raw["contracts"][0]["value"] = {"amount": 1200000.17, "currency": "NOK"}
    run(write(tmp_path, "a.json", raw))
    assert Agreement.objects.get().value == Decimal("1200000.17")


def test_organisations_are_matched_by_number_then_name_and_never_changed(tmp_path: Path) -> None:
    elvedal = Organisation.objects.create(name="Elvedal gamle namn", identifier="NO964965137", country="NO")
    nameless = Organisation.objects.create(name="havsvik  RENHOLD as", country="NO")
    [report] = run(write(tmp_path, "a.json", release()))
    assert (report["organisations_made"], report["organisations_matched"]) == (0, 2)
    elvedal.refresh_from_db()
    nameless.refresh_from_db()
    assert elvedal.name == "Elvedal gamle namn"
    assert nameless.identifier == "NO943184097"  # nobody there had written it down


def test_a_number_is_not_written_where_people_keep_their_own(tmp_path: Path, story: Story) -> None:
    Organisation.objects.filter(pk=story.elsewhere.pk).update(
        name="Havsvik Renhold AS", normalised_name="havsvik renhold as", identifier="", country="NO"
    )
    run(write(tmp_path, "a.json", release()))
    story.elsewhere.refresh_from_db()
    assert story.elsewhere.identifier == ""
    assert AgreementParty.objects.filter(organisation=story.elsewhere).exists()


def test_one_name_with_two_numbers_is_two_organisations(tmp_path: Path) -> None:
    other = Organisation.objects.create(name="Havsvik Renhold AS", identifier="NO920144950", country="NO")
    abroad = Organisation.objects.create(name="Elvedal kommune", country="SE")
    run(write(tmp_path, "a.json", release()))
    parties = set(AgreementParty.objects.values_list("organisation", flat=True))
    assert other.pk not in parties
    assert abroad.pk not in parties
    assert Organisation.objects.filter(normalised_name="havsvik renhold as").count() == 2


def test_an_update_changes_what_it_says_and_an_older_release_nothing(tmp_path: Path) -> None:
    original = release()
    update = release(
        id="r2", date="2024-06-01T00:00:00Z", tag=["contractUpdate"], awards=[], parties=[], tender={}
    )
    del update["buyer"]
    update["contracts"] = [{"id": "K1", "period": {"endDate": "2030-01-31"}}]
    first = write(tmp_path, "1.json", original)
    assert counts(run(first)) == {"made": 1}
    [report] = run(write(tmp_path, "2.json", update))
    assert (report["updated"], report["lines"][0]["why"]) == (1, ["new: period"])
    agreement = Agreement.objects.get()
    assert (str(agreement.end), agreement.title, agreement.version) == ("2030-01-31", "Renholdsavtale", 2)
    assert agreement.parties.count() == 2
    assert counts(run(tmp_path)) == {"matched": 2}
    older = release(date="2023-01-01T00:00:00Z")
    older["contracts"][0]["title"] = "Et gammelt navn"
    [report] = run(write(tmp_path, "3.json", older))
    assert report["lines"][0]["why"] == ["a newer release of it was read already"]
    agreement.refresh_from_db()
    assert agreement.title == "Renholdsavtale"


def test_an_update_under_a_new_process_finds_its_agreement(tmp_path: Path) -> None:
    raw = release()
    raw["contracts"][0]["identifiers"] = [{"id": "2019-366488"}]
    run(write(tmp_path, "1.json", raw))
    by_number = release("ocds-x-77", date="2024-06-01T00:00:00Z", tag=["contractUpdate"])
    by_number["contracts"][0] |= {"identifiers": [{"id": "2019-366488"}], "title": "Ny tittel"}
    assert counts(run(write(tmp_path, "2.json", by_number))) == {"updated": 1}
    related = release("ocds-x-78", date="2024-07-01T00:00:00Z", tag=["contractUpdate"])
    related["relatedProcesses"] = [{"id": "1", "scheme": "ocid", "identifier": "ocds-x-1"}]
    related["contracts"][0]["title"] = "Nyere tittel"
    assert counts(run(write(tmp_path, "3.json", related))) == {"updated": 1}
    # number 1 tells nothing: many contracts have it
    weak = release("ocds-x-79", date="2024-08-01T00:00:00Z", tag=["contractUpdate"])
    weak["contracts"][0]["identifiers"] = [{"id": "1"}]
    [report] = run(write(tmp_path, "4.json", weak))
    assert report["made"] == 1
    assert "the agreement that it amends is not in the register" in report["lines"][0]["why"]
    lost = release("ocds-x-80", tag=["contractUpdate"], awards=[])
    [report] = run(write(tmp_path, "5.json", lost))
    assert report["skipped"] == 1
    assert Agreement.objects.count() == 2


def test_a_broken_file_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a.json", "{")
    write(tmp_path, "b.json", package({}, release(), {"ocid": "x", "contracts": [{"id": "1"}]}))
    (tmp_path / "deeper").mkdir()
    write(tmp_path / "deeper", "c.json", release("ocds-x-2"))
    call_command("import_ocds", str(tmp_path), str(tmp_path / "nowhere"))
    lines = capsys.readouterr().out.splitlines()
    assert "  could not be read: it breaks off before its end: line 1" in lines
    assert "  could not be read: there is no such file or folder" in lines
    assert "  unusable: release without an id: the release is empty" in lines
    assert [line.split() for line in lines if line.startswith("all")] == [["all", "2", "0", "0", "1", "1"]]
    assert Agreement.objects.count() == 2


def test_nothing_usable_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run(write(tmp_path, "a.json", "{"))


def test_a_named_register_keeps_what_others_bought(tmp_path: Path, story: Story) -> None:
    path = write(tmp_path, "a.json", release())
    for name in ("fyrstads kommun", "SE212000-1234"):
        run(path, register=name)
    assert [a.register for a in Agreement.objects.all()] == [story.customer]
    assert Agreement.objects.get().parties.get(part="buyer").organisation.name == "Elvedal kommune"
    run(path)
    assert Agreement.objects.count() == 2  # and the buyer's own register has its own
    with pytest.raises(CommandError, match="no organisation"):
        run(path, register="Nowhere")


def test_a_thousand_releases_take_a_handful_of_queries_each_hundred(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    many = [
        release(
            f"ocds-x-{number}",
            parties=[party("B", "Elvedal kommune", "964965137"), party("S", f"Firma {number % 50} AS")],
        )
        for number in range(1000)
    ]
    path = write(tmp_path, "many.json", package(*many))
    with django_assert_max_num_queries(150):
        assert counts(run(path)) == {"made": 1000}
    with django_assert_max_num_queries(100):
        assert counts(run(path)) == {"matched": 1000}
    assert Organisation.objects.count() == 51


def test_one_release_that_the_database_refuses_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import IntegrityError

    from agreements.importing import importing, writing

    write_all = writing.write

    def refuse(catalogue: Any) -> None:
        write_all(catalogue)
        if any(entry.agreement.ocid == "ocds-x-2" for entry in catalogue.entries):
            raise IntegrityError

    monkeypatch.setattr(importing, "write", refuse)
    path = write(tmp_path, "a.json", package(*(release(f"ocds-x-{number}") for number in (1, 2, 3))))
    assert counts(run(path)) == {"made": 2, "unusable": 1}
    assert Agreement.objects.count() == 2
    assert Organisation.objects.count() == 2


@pytest.mark.skipif(not REAL.is_dir(), reason="the real notices are not here")
def test_the_real_notices_twice() -> None:
    first = run(REAL)
    assert len(first) == 18
    assert not [report for report in first if report["error"]]
    assert counts(first) == {"made": 18, "skipped": 2}
    made = (Agreement.objects.count(), Organisation.objects.count(), AgreementParty.objects.count())
    assert made == (18, 33, 36)
    assert counts(run(REAL)) == {"matched": 18, "skipped": 2}
    assert made == (Agreement.objects.count(), Organisation.objects.count(), AgreementParty.objects.count())
    assert Organisation.objects.filter(identifier="NO943184097", name="Avarn Security AS").exists()
    assert not Person.objects.exists()
