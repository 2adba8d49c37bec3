"""Who may have the report gets it as a file that no browser shows by itself; until then, a page says so."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.reports import documents as reports
from assessments.reports.documents import request_report
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.tests.factories import closed_round
from partnerships.documents.models import Document
from partnerships.documents.services import make_document
from tests.story import Story


@pytest.fixture
def round(story: Story, monkeypatch: pytest.MonkeyPatch) -> Round:
    monkeypatch.setattr(reports, "render_report", lambda round, language: b"%PDF-1.7 the report")
    monkeypatch.setattr("partnerships.tasks.make_document.delay", lambda pk: None)
    return closed_round(story.partnership)


def url(round: Round, language: str = "en") -> str:
    return reverse("report", args=["school", round.pk, language])


def test_those_who_answer_for_the_partnership_may_have_it(client: Client, story: Story, round: Round) -> None:
    make_document(request_report(round, "en").pk)
    for name in ("sro", "srie", "lead", "supplier_lead", "officer", "supplier_officer"):
        client.force_login(story.people[name])
        response = client.get(url(round))
        assert response.status_code == 200, name
        assert response.content == b"%PDF-1.7 the report"
        day = story.partnership.today(round.closed_at)
        name = f"Health check {round.opened_at.year} School administration {day}.pdf"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "private, no-store"
    for name, status in {"member": 403, "reader": 403, "supplier_reader": 403, "stranger": 404}.items():
        client.force_login(story.people[name])
        assert client.get(url(round)).status_code == status, name
        assert client.post(url(round)).status_code == status, name


def test_until_it_is_made_a_page_says_so(client: Client, story: Story, round: Round) -> None:
    client.force_login(story.lead)
    assert "Make the report" in client.get(url(round)).content.decode()
    assert client.get(url(round), {"state": ""}).json() == {"state": ""}
    assert not Document.objects.exists()  # looking asks for nothing
    client.post(url(round))
    page = client.post(url(round), follow=True).content.decode()
    assert "it is being made" in page
    assert "data-await-report" in page
    assert client.get(url(round), {"state": ""}).json() == {"state": "waiting"}
    make_document(Document.objects.get().pk)
    assert client.get(url(round), {"state": ""}).json() == {"state": "made"}


def test_a_report_that_failed_says_so_and_can_be_tried_again(
    client: Client, story: Story, round: Round
) -> None:
    report = request_report(round, "en")
    Document.objects.update(state=Document.State.FAILED, attempts=5)
    client.force_login(story.lead)
    result = reverse("health_check", args=["school", round.pk])
    assert "The report could not be made" in client.get(result).content.decode()
    assert "Try again" in client.get(url(round)).content.decode()
    client.post(url(round))
    report.refresh_from_db()
    assert (report.state, report.attempts) == (Document.State.WAITING, 0)
    assert make_document(report.pk).state == Document.State.MADE


def test_an_open_check_has_none_and_nor_has_a_language_we_do_not_speak(
    client: Client, story: Story, round: Round
) -> None:
    client.force_login(story.lead)
    assert client.get(url(round)).status_code == 200
    assert client.get(url(round, "tlh")).status_code == 404
    assert client.post(url(round, "tlh")).status_code == 404
    round = open_round(actor=story.actor("lead"))
    assert client.get(url(round)).status_code == 404
    assert client.post(url(round)).status_code == 404
    assert not Document.objects.exists()


@pytest.mark.parametrize(("reader", "said"), [("en", "in Swedish yet"), ("sv", "på svenska än")])
def test_the_language_of_a_report_is_said_in_the_readers_own(
    client: Client, story: Story, reader: str, said: str
) -> None:
    story.lead.language = reader
    story.lead.save()
    round = closed_round(story.partnership)
    client.force_login(story.lead)
    page = client.get(reverse("report", args=[story.partnership.reference, round.pk, "sv"]))
    assert said in page.content.decode()
