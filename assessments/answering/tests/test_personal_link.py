"""A respondent without an account answers by personal link; a link that does not serve tells nothing."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from assessments.answering.models import Answer
from assessments.respondents.links import personal_link
from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent, remove_respondent
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from tests.story import Story


@pytest.fixture
def rita(story: Story) -> Respondent:
    add_respondent(actor=story.actor("lead"), name="Rita Rektor", email="rita@school.example")
    round = open_round(actor=story.actor("lead"))
    return round.respondents.get(email="rita@school.example")


@pytest.fixture
def link(rita: Respondent) -> str:
    return urlsplit(personal_link(rita)).path


def tells_nothing(text: str, story: Story) -> bool:
    names = (story.partnership.title, story.customer.name, story.supplier.name, "Rita", "Question")
    return not any(name in text for name in names)


def test_she_answers_without_signing_in_and_comes_back(client: Client, story: Story, link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    first = client.get(link)
    assert first.context["first_url"] == f"{link}clear_benefits/"
    assert "My work" not in first.content.decode()
    assert first["Referrer-Policy"] == "no-referrer"
    page = client.get(f"{link}clear_benefits/")
    text = page.content.decode()
    assert "Question 1 of 14" in text
    assert story.customer.name in text
    assert "My work" not in text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    client.post(f"{link}clear_benefits/", {"value": "partly", "comment": "Slow", "go": "next"})
    assert client.get(link)["Location"] == f"{link}relationship_measured/"
    saved = client.post(
        f"{link}feedback/", {"value": "fully"}, headers={"X-Requested-With": "save", "Origin": "null"}
    )
    assert saved.status_code == 204
    assert "12 questions are still open" in client.get(f"{link}finish/").content.decode()
    client.post(f"{link}finish/")
    finished = client.get(link, follow=True).content.decode()
    assert "Thank you" in finished
    answers = Answer.objects.filter(respondent__email="rita@school.example")
    assert sorted(answers.values_list("question_key", "value")) == [
        ("clear_benefits", "partly"),
        ("feedback", "fully"),
    ]
    assert client.get(f"{link}price/").status_code == 404


def test_whoever_is_signed_in_the_link_answers_as_its_respondent(
    client: Client, story: Story, rita: Respondent, link: str
) -> None:
    client.force_login(story.supplier_lead)
    client.post(f"{link}feedback/", {"value": "partly", "go": "next"})
    assert Answer.objects.get().respondent == rita


def test_a_link_that_was_never_given_opens_nothing(client: Client, story: Story, link: str) -> None:
    wrong = [f"{link[:-3]}xx/", "/answer/anything/", "/answer/a:b:c/feedback/", f"{link[:-9]}/finish/"]
    for url in wrong:
        for response in (client.get(url), client.post(url, {"value": "partly"})):
            assert response.status_code == 404
            assert "We do not know this link" in response.content.decode()
            assert response["Referrer-Policy"] == "no-referrer"
            assert tells_nothing(response.content.decode(), story)
    assert not Answer.objects.exists()


def test_a_revoked_link_ends_at_once_and_a_new_one_serves(
    client: Client, story: Story, rita: Respondent, link: str
) -> None:
    remove_respondent(actor=story.actor("lead"), email=rita.email)
    for page in ("", "feedback/", "finish/"):
        for response in (client.get(link + page), client.post(link + page, {"value": "partly"})):
            assert response.status_code == 410
            assert "no longer valid" in response.content.decode()
            assert tells_nothing(response.content.decode(), story)
    add_respondent(actor=story.actor("lead"), name="Rita Rektor", email=rita.email)
    assert client.get(link).status_code == 410
    rita.refresh_from_db()
    assert client.get(urlsplit(personal_link(rita)).path).status_code == 200
    assert not Answer.objects.exists()


def test_closed_or_past_its_time_it_takes_nothing_and_gives_back_what_was_typed(
    client: Client, story: Story, rita: Respondent, link: str
) -> None:
    Round.objects.update(
        opened_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(minutes=1)
    )
    expired = client.post(f"{link}feedback/", {"value": "partly", "comment": "My last word"})
    assert expired.status_code == 410
    assert "My last word" in expired.content.decode()
    close_round(rita.round_id, timezone.now())
    closed = client.post(f"{link}feedback/", {"value": "partly", "comment": "My last word"})
    assert closed.status_code == 410
    assert "This health check has closed" in closed.content.decode()
    assert "My last word" in closed.content.decode()
    assert tells_nothing(closed.content.decode(), story)
    assert client.get(link).status_code == 410
    assert not Answer.objects.exists()
