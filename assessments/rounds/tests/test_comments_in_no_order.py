"""Comments stand in an order that tells nothing: not who wrote them, nor when. It stays the same."""

import re

import pytest
from django.test import Client

from assessments.answering.services import save_answer
from assessments.reports.rendering import render_report
from assessments.reports.tests.test_paper import read
from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent
from assessments.results.models import QuestionResult
from assessments.rounds.closing import close_due_rounds
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from tests.story import Story

pytestmark = pytest.mark.django_db

#: Of so many, one order in 479 million is as it was by chance.
PLACES = range(12)
QUESTIONS = ("feedback", "staffing")


def word(question: str, place: int) -> str:
    return f"{question}-said-{place:02}"


def written_in_turn(story: Story) -> Round:
    """The last who was asked writes first, and the names run a third way."""
    round = open_round(actor=story.actor("lead"))
    for place in PLACES:
        name = f"Teacher {place * 5 % 12:02}"
        add_respondent(actor=story.actor("lead"), name=name, email=f"teacher{place}@school.example")
    for turn, place in enumerate(reversed(PLACES)):
        asked = Respondent.objects.get(email=f"teacher{place}@school.example")
        for question in QUESTIONS:
            save_answer(respondent=asked, question_key=question, value="partly", comment=word(question, turn))
    close_due_rounds(round.closes_at)
    round.refresh_from_db()
    return round


def order_in(text: str, question: str) -> list[int]:
    """In which places of the turn the comments were written, as they stand."""
    found = [int(turn) for turn in re.findall(rf"{question}-said-(\d\d)", text)]
    return list(dict.fromkeys(found))


def test_the_order_follows_neither_people_nor_time_and_stays(client: Client, story: Story) -> None:
    round = written_in_turn(story)
    by_turn = list(PLACES)
    by_name = sorted(PLACES, key=lambda turn: (11 - turn) * 5 % 12)
    client.force_login(story.srie)
    first, second = (client.get(round.get_absolute_url()).content.decode() for _look in range(2))
    _reader, paper = read(render_report(round, "en"))
    kept = QuestionResult.objects.in_bulk(field_name="pk").values()
    stored = {result.question_key: str(result.comments) for result in kept}
    orders = []
    for question in QUESTIONS:
        order = order_in(first, question)
        assert sorted(order) == by_turn, "everybody is heard"
        assert order == order_in(second, question) == order_in(stored[question], question)
        assert order == order_in(paper, question)
        for telling in (by_turn, by_name):
            assert order not in (telling, telling[::-1])
        orders.append(order)
    assert orders[0] != orders[1], "nobody is followed from question to question"
