"""Somebody who uses the service is asked what a user can tell, and nothing else."""

import pytest
from django.test import Client

from assessments.answering.models import Answer
from assessments.answering.services import save_answer
from assessments.instruments.definitions import FOR_USERS
from assessments.respondents.links import personal_link
from assessments.respondents.models import ChosenRespondent, Respondent
from assessments.respondents.services import add_respondent, choose_respondents
from assessments.rounds.opening import open_round
from outbox.models import Message
from tests.story import Story

pytestmark = pytest.mark.django_db
RESPONDENTS = "/p/school/health-checks/respondents/"
RITA = {"do": "add", "name": "Rita Rektor", "email": "rita@school.example", "language": "en"}


def added(client: Client, story: Story) -> Respondent:
    client.force_login(story.lead)
    assert client.post(RESPONDENTS, {**RITA, "uses_service": "on"}).status_code == 302
    round = open_round(actor=story.actor("lead"))
    client.logout()
    return round.respondents.get(email="rita@school.example")


def test_the_four_questions_and_done(client: Client, story: Story) -> None:
    rita = added(client, story)
    link = personal_link(rita)
    assert "There are 4 questions" in Message.objects.get(to=rita.email).text
    start = client.get(link)
    assert "4 questions, the same for both sides" in start.content.decode()
    for key in FOR_USERS["health_check"]:
        page = client.get(f"{link}{key}/").content.decode()
        assert "of 4" in page
        client.post(f"{link}{key}/", {"value": "largely", "go": "next"})
    assert "Thank you" in client.get(link, follow=True).content.decode()
    assert client.get(f"{link}exit_strategy/").status_code == 404
    assert Answer.objects.filter(respondent=rita).count() == 4


def test_the_service_takes_no_other_answer(client: Client, story: Story) -> None:
    rita = added(client, story)
    with pytest.raises(KeyError):
        save_answer(respondent=rita, question_key="exit_strategy", value="fully")
    save_answer(respondent=rita, question_key="feedback", value="fully")


def test_the_others_are_asked_everything_and_counted_without_users(client: Client, story: Story) -> None:
    choose_respondents(actor=story.actor("lead"), people=[story.member, story.lead], others=[])
    rita = added(client, story)
    told = "Fewer than three people are asked on your side"
    assert told not in client.get(personal_link(rita)).content.decode()  # the three of them answer these
    client.force_login(story.member)
    page = client.get(f"/p/school/health-checks/{rita.round_id}/answer/").content.decode()
    assert "14 questions" in page
    assert told in page  # of two who answer the rest
    client.force_login(story.lead)
    listed = client.get(RESPONDENTS).content.decode()
    assert "uses the service" in listed
    assert "Of fewer than three" in listed


def test_it_stays_so_when_the_list_is_chosen_anew(client: Client, story: Story) -> None:
    add_respondent(actor=story.actor("lead"), name="Rita", email="rita@school.example", uses_service=True)
    others = [("Rita", "rita@school.example", "en"), ("Olle", "olle@school.example", "sv")]
    choose_respondents(actor=story.actor("lead"), people=[story.member], others=others)
    assert list(ChosenRespondent.objects.filter(uses_service=True).values_list("name", flat=True)) == ["Rita"]
