"""One of one or two asked on a side is told before answering that their answer will be recognised."""

import pytest
from django.test import Client

from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent, choose_respondents, remove_respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from outbox.models import Message
from tests.story import Story

TOLD = "your answer will be recognised as yours"
RESPONDENTS = "/p/school/health-checks/respondents/"


def page_of(client: Client, story: Story, round: Round, name: str) -> str:
    client.force_login(story.people[name])
    return client.get(f"/p/school/health-checks/{round.pk}/answer/", follow=True).content.decode()


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_who_is_one_of_one_or_two_is_told(client: Client, story: Story, asked: int) -> None:
    people = [story.member, story.lead, story.sro][:asked]
    choose_respondents(actor=story.actor("lead"), people=people, others=[])
    round = open_round(actor=story.actor("lead"))
    is_few = asked < 3
    invitation = Message.objects.get(to=story.member.email, key__contains="/invitation/")
    assert (TOLD in invitation.text, TOLD in invitation.html) == (is_few, is_few)
    assert (TOLD in page_of(client, story, round, "member")) is is_few
    # the other side asks all of its own
    assert TOLD not in page_of(client, story, round, "supplier_member")
    client.force_login(story.lead)
    assert ("Of fewer than three" in client.get(RESPONDENTS).content.decode()) is is_few


def test_it_follows_the_number_while_the_check_is_open(client: Client, story: Story) -> None:
    lead = story.actor("lead")
    choose_respondents(actor=lead, people=[story.member, story.lead, story.sro], others=[])
    round = open_round(actor=lead)
    assert TOLD not in page_of(client, story, round, "member")
    remove_respondent(actor=lead, email=story.sro.email)
    assert TOLD in page_of(client, story, round, "member")
    assert TOLD in client.get(f"/p/school/health-checks/{round.pk}/answer/finish/").content.decode()
    add_respondent(actor=lead, name="Head teacher", email="head@school.example")
    assert TOLD not in page_of(client, story, round, "member")
    assert TOLD not in Message.objects.get(to="head@school.example").text
    for respondent in Respondent.objects.filter(side="customer").exclude(email="head@school.example"):
        respondent.delete()
    remove_respondent(actor=lead, email=story.lead.email)
    remove_respondent(actor=lead, email=story.member.email)
    add_respondent(actor=lead, name="Pupil", email="pupil@school.example")
    assert TOLD in Message.objects.get(to="pupil@school.example").text
