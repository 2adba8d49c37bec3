"""Answering takes minutes, one question at a time, saved as one goes (domain.md §7.2), without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.answering.models import Answer
from assessments.answering.services import save_answer
from assessments.respondents.services import remove_respondent
from assessments.rounds.closing import close_round
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from tests.story import Story


@pytest.fixture
def round(story: Story) -> Round:
    return open_round(actor=story.actor("lead"))


@pytest.fixture
def door(round: Round) -> str:
    return f"/p/school/health-checks/{round.pk}/answer/"


def kept(story: Story, name: str = "member") -> dict[str, tuple[str, str]]:
    answers = Answer.objects.filter(respondent__person=story.people[name])
    return {answer.question_key: (answer.value, answer.comment) for answer in answers}


def test_one_answers_leaves_and_comes_back_where_one_left_off(
    client: Client, story: Story, door: str
) -> None:
    client.force_login(story.member)
    start = client.get(door)
    assert start.context["first_url"] == f"{door}clear_benefits/"
    assert "14 questions, the same for both sides" in start.content.decode()
    page = client.get(f"{door}clear_benefits/").content.decode()
    assert "Question 1 of 14 · What partnering has given" in page
    assert page.count("School administration") >= 2, "of which partnership, in the tab and on the page"
    assert 'value="back"' not in page
    response = client.post(
        f"{door}clear_benefits/", {"value": "largely", "comment": "Quicker\r\nnow", "go": "next"}
    )
    assert response["Location"] == f"{door}relationship_measured/"
    assert "Saved just now" in client.get(response["Location"]).content.decode()
    assert kept(story) == {"clear_benefits": ("largely", "Quicker\nnow")}

    # passed over: nothing is kept, and it stays open
    client.post(f"{door}relationship_measured/", {"comment": " ", "go": "next"})
    client.post(f"{door}improvement/", {"value": "cannot_say", "comment": "", "go": "next"})
    assert set(kept(story)) == {"clear_benefits", "improvement"}

    client.logout()
    client.force_login(story.member)
    assert client.get(door)["Location"] == f"{door}relationship_measured/"
    shown = client.get(f"{door}clear_benefits/").context["form"]
    assert (shown["value"].value(), shown["comment"].value()) == ("largely", "Quicker\nnow")


def test_back_saves_too_and_last_save_wins(client: Client, story: Story, door: str) -> None:
    client.force_login(story.member)
    response = client.post(f"{door}improvement/", {"value": "fully", "go": "back"})
    assert response["Location"] == f"{door}relationship_measured/"
    client.post(f"{door}improvement/", {"value": "partly", "go": "next"})
    client.post(f"{door}improvement/", {"value": "partly", "go": "next"})
    assert kept(story) == {"improvement": ("partly", "")}
    assert Answer.objects.count() == 1


def test_the_script_saves_to_the_same_address(client: Client, story: Story, door: str) -> None:
    client.force_login(story.member)
    save = {"X-Requested-With": "save"}
    assert client.post(f"{door}feedback/", {"value": "fully"}, headers=save).status_code == 204
    assert kept(story) == {"feedback": ("fully", "")}
    too_long = client.post(f"{door}feedback/", {"comment": "x" * 2001}, headers=save)
    assert too_long.status_code == 422
    assert "2,000" in too_long.json()["message"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(story.member)
    assert strict.post(f"{door}feedback/", {"value": "partly"}, headers=save).status_code == 403
    assert kept(story) == {"feedback": ("fully", "")}


def test_a_comment_that_is_too_long_is_refused_and_kept_on_the_page(
    client: Client, story: Story, door: str
) -> None:
    client.force_login(story.member)
    limit = "å\r\n" * 1000  # 2,000 as one counts what was typed
    assert client.post(f"{door}feedback/", {"value": "fully", "comment": limit}).status_code == 302
    response = client.post(f"{door}conflicts/", {"value": "fully", "comment": "y" * 2001, "go": "next"})
    page = response.content.decode()
    assert "Please keep the comment to 2,000 characters." in page
    assert "y" * 2001 in page
    assert 'value="fully" checked' in page
    assert "conflicts" not in kept(story)
    wrong = client.post(f"{door}conflicts/", {"value": "splendid", "comment": "kept text"}).content.decode()
    assert "Choose one of the answers." in wrong
    assert "kept text" in wrong


def test_finishing_with_open_questions_and_changing_afterwards(
    client: Client, story: Story, round: Round, door: str
) -> None:
    client.force_login(story.member)
    last = round.instrument.questions[-1].key
    response = client.post(f"{door}{last}/", {"value": "partly", "go": "next"})
    assert response["Location"] == f"{door}finish/"
    assert "13 questions are still open" in client.get(f"{door}finish/").content.decode()
    for _twice in range(2):
        assert client.post(f"{door}finish/").status_code == 302
    respondent = round.respondents.get(person=story.member)
    assert respondent.finished_at is not None
    assert "Thank you" in client.get(f"{door}finish/").content.decode()
    assert client.get(door)["Location"] == f"{door}finish/"
    client.post(f"{door}{last}/", {"value": "fully", "go": "next"})
    assert kept(story) == {last: ("fully", "")}


def test_the_last_answer_finishes_by_itself(client: Client, story: Story, round: Round, door: str) -> None:
    client.force_login(story.member)
    for question in round.instrument.questions:
        client.post(f"{door}{question.key}/", {"value": "fully", "go": "next"})
    assert "Thank you, your answers are in" in client.get(door, follow=True).content.decode()


def test_one_answers_as_oneself_only_and_who_is_not_asked_is_told(
    client: Client, story: Story, round: Round, door: str
) -> None:
    client.force_login(story.member)
    client.post(f"{door}feedback/", {"value": "partly", "comment": "Mine alone", "go": "next"})
    client.force_login(story.reader)
    response = client.get(f"{door}feedback/")
    assert "Mine alone" not in response.content.decode()
    client.post(f"{door}feedback/", {"value": "fully", "go": "next", "respondent": "1"})
    assert kept(story) == {"feedback": ("partly", "Mine alone")}
    client.force_login(story.officer)
    for page in ("", "feedback/", "finish/"):
        response = client.get(door + page)
        assert response.status_code == 403
        assert "You are not asked this time" in response.content.decode()
        assert client.post(door + page, {"value": "fully"}).status_code == 403
    client.force_login(story.stranger)
    assert client.get(door).status_code == 404
    client.logout()
    assert client.get(door).status_code == 302
    assert Answer.objects.count() == 2


def test_a_question_that_is_not_asked_is_not_found(client: Client, story: Story, door: str) -> None:
    client.force_login(story.member)
    assert client.get(f"{door}price/").status_code == 404
    assert client.post(f"{door}price/", {"value": "fully"}).status_code == 404


def test_closed_meanwhile_nothing_typed_is_lost(
    client: Client, story: Story, round: Round, door: str
) -> None:
    client.force_login(story.member)
    client.get(f"{door}feedback/")
    close_round(round.pk, timezone.now())
    late = {"value": "partly", "comment": "My <late> thought", "go": "next"}
    response = client.post(f"{door}feedback/", late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "has closed" in page
    assert "My &lt;late&gt; thought" in page
    saved = client.post(f"{door}feedback/", late, headers={"X-Requested-With": "save"})
    assert saved.status_code == 409
    assert "closed" in saved.json()["message"]
    assert client.post(f"{door}finish/").status_code == 409
    assert kept(story) == {}
    assert client.get(door)["Location"] == round.get_absolute_url()


def test_past_its_time_but_not_swept_yet_it_takes_no_answer(
    client: Client, story: Story, round: Round, door: str
) -> None:
    Round.objects.filter(pk=round.pk).update(
        opened_at=timezone.now() - timedelta(days=2),
        closes_at=timezone.now() - timedelta(minutes=1),
    )
    client.force_login(story.member)
    assert "Its time is over" in client.get(round.get_absolute_url()).content.decode()
    assert client.post(f"{door}feedback/", {"value": "partly"}).status_code == 409
    assert kept(story) == {}


def test_no_answer_of_anybody_else_is_in_any_context(
    client: Client, story: Story, round: Round, door: str
) -> None:
    for name in ("lead", "supplier_lead"):
        respondent = round.respondents.get(person=story.people[name])
        save_answer(respondent=respondent, question_key="feedback", value="partly", comment="Secret")
    client.force_login(story.member)
    for url in (f"{door}feedback/", f"{door}finish/", round.get_absolute_url()):
        response = client.get(url)
        own: Any = response.context.get("own") or response.context["mine"]
        assert own.answers == {}
        assert "Secret" not in response.content.decode()


def test_taken_off_while_writing_one_is_told_and_keeps_ones_words(
    client: Client, story: Story, door: str
) -> None:
    client.force_login(story.member)
    client.get(f"{door}feedback/")
    remove_respondent(actor=story.actor("lead"), email=story.member.email)
    late = client.post(f"{door}feedback/", {"value": "partly", "comment": "My late thought"})
    assert late.status_code == 403
    assert "My late thought" in late.content.decode()
    saved = client.post(f"{door}feedback/", {"value": "partly"}, headers={"X-Requested-With": "save"})
    assert saved.status_code == 403
    assert saved.json()["message"]
    assert kept(story) == {}
