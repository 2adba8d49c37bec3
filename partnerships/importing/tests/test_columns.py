"""A table with headings of its own: what each column is, is proposed, chosen and remembered."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from governance.action_items.models import ActionItem
from governance.risks.importing.services import choose_risk_columns
from governance.risks.importing.tests.factories import as_csv, line
from governance.risks.models import Risk
from outbox.models import Message
from partnerships.importing.models import ColumnMapping
from partnerships.importing.tests.factories import REGISTER, RISKS, Importing, counts, faults
from partnerships.lifecycle.models import Partnership
from tests.locks.build import _beside
from tests.story import Story, today


@pytest.fixture
def importing(story: Story, client: Client) -> Importing:
    return Importing(client, story, RISKS)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("language", ["en", "sv", "nb"])
def test_a_municipalitys_register_as_it_is(importing: Importing, encoding: str, language: str) -> None:
    story = importing.story
    story.lead.language = language
    story.lead.save()
    run = importing.bring(REGISTER.encode(encoding))
    assert run.state == "mapping"
    page = importing.page(run.get_absolute_url())
    for words in ("Titel", "Händelse", "Driftstopp", "Sannolikhet (1-5)", "Riskvärde"):
        assert words in page
    proposed = importing.proposed(run)
    keys = ("", "event", "event", "cause", "effect", "likelihood", "impact", "", "treatment", "owner")
    assert [proposed[f"column_{n}"] for n in range(10)] == list(keys)
    assert proposed["all_bears"] == proposed["all_manages"] == "shared"
    run = importing.choose(run)
    assert (run.state, counts(run), faults(run)) == ("preview", (2, 0, 0, 0), [])
    assert not Risk.objects.exists()
    importing.store(run)
    one, two = Risk.objects.order_by("number")
    assert one.event == "Driftstopp: Systemet är nere vid terminsstart"
    assert (one.likelihood, one.impact_customer, one.impact_supplier) == (4, 4, 4)
    assert (two.likelihood, two.impact_customer, two.owner) == (3, 5, story.member)
    assert (one.owner, one.bears, one.review_on) == (story.lead, "shared", today() + timedelta(days=90))
    action = ActionItem.objects.get()
    assert (action.title, action.owner, action.origin_key) == ("Lasttest i juni", one.owner, f"risk/{one.pk}")
    assert list(Message.objects.values_list("to", flat=True)) == [story.member.email]


def test_the_columns_are_remembered_for_ones_organisation_alone(importing: Importing) -> None:
    run = importing.choose(importing.bring(REGISTER), column_8="cause")
    assert counts(run) == (2, 0, 0, 0)
    kept = ColumnMapping.objects.get()
    assert (kept.organisation, kept.chosen_by) == (importing.story.customer, importing.story.lead)
    run = importing.bring(REGISTER, who="member")
    assert (run.state, counts(run)) == ("preview", (2, 0, 0, 0))
    page = importing.page(run.get_absolute_url())
    assert "as you chose" in page
    assert run.columns_url in page
    assert importing.proposed(run)["column_8"] == "cause"
    run = importing.choose(run, column_8="")
    assert counts(run) == (2, 0, 0, 0)
    assert "Åtgärd" in run.outcome["ignored"]
    assert dict(ColumnMapping.objects.get().pairs)["åtgärd"] == ""
    assert importing.bring(REGISTER, who="supplier_lead").state == "mapping"


def test_the_order_of_the_columns_does_not_matter(importing: Importing) -> None:
    table = "Vad;Vem;Extra\nRegn;Karin Lind;x\n"
    run = importing.bring(table)
    chosen = {"column_0": "event", "column_1": "owner", "column_2": ""}
    scores = {"all_likelihood": "3", "all_impact_customer": "2", "all_impact_supplier": "1"}
    run = importing.choose(run, **chosen, **scores)
    assert counts(run) == (1, 0, 0, 0)
    again = importing.bring("Extra;Vem;Vad\nx;Eva Ström;Hagel\n")
    assert (again.state, counts(again)) == ("preview", (1, 0, 0, 0))
    assert again.outcome["first_new"] == [[2, "Hagel"]]


def test_what_goes_for_all_lines_is_not_told_in_another_partnership(importing: Importing) -> None:
    importing.choose(importing.bring(REGISTER), all_reason="The mayor wants it so.")
    _beside(importing.story, "library")
    file = io.BytesIO(REGISTER.encode())
    file.name = "risks.csv"
    importing.client.post("/p/library/risks/import/", {"file": file})
    run = importing.worked(RISKS.model._default_manager.latest("pk"))
    assert run.partnership == Partnership.objects.get(reference="library")
    assert run.state == "mapping"
    assert "mayor" not in importing.page(run.columns_url)
    assert importing.proposed(run)["column_1"] == "event"


def test_what_is_missing_or_twice_is_said_in_words(importing: Importing) -> None:
    run = importing.bring("Vad;Vem;Hur ofta;Ofta\nRegn;Karin Lind;Hög;Låg\n")
    page = importing.page(run.columns_url)
    assert "No column says this yet: What could happen, Why it could happen" in page
    errors = importing.refused(run, column_2="likelihood", column_3="likelihood", all_owner="")
    assert errors["column_3"] == ["Only one column can be “Likelihood”. Leave out the others."]
    assert errors["__all__"] == ["“What could happen” is missing: choose the column that says it."]
    assert errors["all_impact_customer"][0].startswith("“Impact on the customer” is missing: choose its")
    yesterday = (today() - timedelta(days=1)).isoformat()
    filled = {"column_0": "event", "column_1": "owner", "column_2": "likelihood"}
    impacts = {"all_impact_customer": "1", "all_impact_supplier": "1"}
    errors = importing.refused(run, **filled, **impacts, all_review_on=yesterday)
    assert errors == {"all_review_on": ["This day has passed. Choose one that is still to come."]}
    assert counts(importing.choose(run, **filled, **impacts)) == (1, 0, 0, 0)


def test_empty_cells_are_filled_and_bad_lines_told_before_anything_is_stored(
    importing: Importing,
) -> None:
    table = (
        "Hendelse;Årsak;Konsekvens;Sannsynlighet;Alvorlighetsgrad;Ansvarlig;Tiltak;Oppfølging\n"
        "Regn;;Vått;Svært lav;Høy;Karin Lind;;3. mai 2040\n"
        "Snø;Kulde;Glatt;Kanskje;Høy;Karin Lind;;3. mai 2040\n"
        "Hagl;Kulde;Glatt;2;5 (svært høy);Ola Nordmann;;2040-05-03\n"
    )
    run = importing.choose(importing.bring(table), all_cause="Været.")
    assert counts(run) == (1, 0, 0, 2)
    said = {(number, column): why for number, column, why in faults(run)}
    assert "“Kanskje” is none of the scores" in said[3, "Likelihood"]
    assert "“Ola Nordmann” is nobody of this partnership" in said[4, "Reviewed by"]
    importing.store(run)
    risk = Risk.objects.get()
    assert (risk.cause, risk.likelihood, risk.impact_supplier) == ("Været.", 1, 4)
    assert risk.review_on.isoformat() == "2040-05-03"


def workbook(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def test_unknown_headings_behind_a_cover_sheet_and_a_way_to_another_one(importing: Importing) -> None:
    cover = [["Så här fyller du i"], ["Skriv en rad per händelse"]]
    register = [["Register"], [], ["Vad", "Vem", "När följs det upp?"], ["Regn", "Karin Lind", "2040-01-31"]]
    old = [["Vad", "Vem"], ["Snö", "Eva Ström"], ["Is", "Eva Ström"]]
    run = importing.bring(workbook(("Läs mig", cover), ("2027", register), ("2026", old)), "risks.xlsx")
    assert run.state == "mapping"
    page = importing.page(run.columns_url)
    assert "Read from the sheet “2027”, with the headings on line 3." in page
    answer = importing.client.post(run.columns_url, {"look": "1", "sheet": "2026", "line": "3"})
    assert answer.status_code == 302
    run = importing.worked(run)
    assert (run.layout["sheet"], run.layout["line"]) == ("2026", 1)
    importing.client.post(run.columns_url, {"look": "1", "sheet": "2026", "line": "2"})
    run = importing.worked(run)
    assert run.layout["headings"] == ["Snö", "Eva Ström"]


def test_known_risks_change_only_in_the_columns_that_are_there(importing: Importing) -> None:
    importing.store(importing.bring(as_csv(line())))
    before = Risk.objects.get()
    run = importing.bring("Nummer;Orsak\nR-1;Åska\n")
    assert counts(run) == (0, 1, 0, 0)
    importing.client.post(run.get_absolute_url(), {"decision": "store", "changes_known": "on"})
    importing.worked(run)
    after = Risk.objects.get()
    assert (after.cause, after.version) == ("Åska", before.version + 1)
    assert (after.event, after.owner, after.likelihood) == (before.event, before.owner, before.likelihood)


def test_only_ones_own_side_names_the_columns(importing: Importing) -> None:
    run = importing.bring(REGISTER, who="member")
    wanted = {"lead": 200, "sro": 200, "supplier_lead": 403, "reader": 403, "stranger": 404}
    for who, status in wanted.items():
        importing.sign_in(who)
        assert importing.client.get(run.columns_url).status_code == status, who
        if status != 200:
            assert importing.client.post(run.columns_url, {"column_1": "event"}).status_code == status
            assert importing.client.post(run.columns_url, {"look": "1", "line": "1"}).status_code == status
    run.refresh_from_db()
    assert (run.state, ColumnMapping.objects.count()) == ("mapping", 0)


def test_who_discards_it_or_stores_it_ends_the_naming(importing: Importing) -> None:
    run = importing.bring(REGISTER)
    importing.client.post(run.get_absolute_url(), {"decision": "store"})
    run.refresh_from_db()
    assert run.state == "mapping"
    importing.client.post(run.get_absolute_url(), {"decision": "discard"})
    actor = importing.story.actor("lead")
    run.refresh_from_db()
    assert run.state == "discarded"
    for_all = {"likelihood": "3", "cause": "x", "effect": "y", "bears": "shared", "manages": "shared"}
    for_all |= {"reason": "z", "owner": "Karin Lind", "review_on": "2040-01-01", "impact_customer": "1"}
    for_all |= {"impact_supplier": "1"}
    assert not choose_risk_columns(actor=actor, run=run, places={1: "event"}, for_all=for_all)
    assert importing.client.get(run.columns_url).status_code == 302
    assert not ColumnMapping.objects.exists()


def test_an_outside_facilitator_teaches_the_organisation_nothing(importing: Importing) -> None:
    from partnerships.people.models import Role

    story = importing.story
    Role.objects.create(
        partnership=story.partnership, person=story.stranger, side="customer", part="facilitator",
        level="tactical", since=today(),
    )  # fmt: skip
    run = importing.choose(importing.bring(REGISTER, who="stranger"))
    assert counts(run) == (2, 0, 0, 0)
    assert not ColumnMapping.objects.exists()
