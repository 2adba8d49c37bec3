"""Answers and closing take turns: what is saved is counted, and nothing is saved after the closing."""

from collections.abc import Callable
from functools import partial
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from assessments.answering.models import Answer
from assessments.answering.services import save_answer
from assessments.respondents.models import Respondent
from assessments.results.models import QuestionResult
from assessments.rounds.closing import agree_to_close
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from tests.races import at_once
from tests.story import Story, tell_story

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite one writes at a time"),
]


def ready_to_close() -> tuple[Story, Round, list[Respondent]]:
    story = tell_story()
    round = open_round(actor=story.actor("lead"))
    agree_to_close(actor=story.actor("lead"), round=round)
    return story, round, list(Respondent.objects.filter(round=round).order_by("pk"))


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def test_an_answer_that_closing_waits_for_is_from_before_the_closing() -> None:
    story, round, asked = ready_to_close()
    has_begun = Event()

    def answer() -> None:
        with transaction.atomic():
            save_answer(respondent=asked[0], question_key="feedback", value="partly")
            has_begun.set()
            for _time in range(500):
                if somebody_waits():
                    break
                sleep(0.01)
            save_answer(respondent=asked[0], question_key="staffing", value="fully")

    def close() -> bool:
        assert has_begun.wait(60)
        return agree_to_close(actor=story.actor("supplier_lead"), round=round)

    assert sorted(map(str, at_once(answer, close))) == ["None", "True"]
    round.refresh_from_db()
    assert Answer.objects.filter(saved_at__lt=round.closed_at).count() == 2
    answered = QuestionResult.objects.exclude(customer_answer="")
    assert set(answered.values_list("question_key", flat=True)) == {"feedback", "staffing"}


def test_what_is_stored_is_counted_and_the_rest_is_told_so() -> None:
    story, round, asked = ready_to_close()

    def answering(respondent: Respondent, key: str) -> str:
        save_answer(respondent=respondent, question_key=key, value="fully")
        return f"{respondent.side}/{key}"

    keys = [question.key for question in round.instrument.questions]
    works: list[Callable[[], Any]] = [
        partial(answering, respondent, key) for respondent in asked[:4] for key in keys[:2]
    ]
    works.insert(4, lambda: agree_to_close(actor=story.actor("supplier_lead"), round=round))
    found = at_once(*works)
    refused = [one for one in found if isinstance(one, Exception)]
    assert all(isinstance(one, ValidationError) and one.code == "closed" for one in refused)
    assert found.count(True) == 1
    round.refresh_from_db()
    assert Answer.objects.count() == len(found) - 1 - len(refused)
    assert not Answer.objects.filter(saved_at__gte=round.closed_at).exists()
    counted = {key for key in keys if QuestionResult.objects.get(question_key=key).customer_answer}
    stored = set(Answer.objects.filter(respondent__side="customer").values_list("question_key", flat=True))
    assert counted == stored
