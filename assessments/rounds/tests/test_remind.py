"""Those who have not answered are reminded a week and a day before the closing (domain.md §7.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answering.services import finish
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.rounds.reminding import remind, tell_of_silence
from outbox.models import Message
from tests.story import Story


@pytest.fixture
def round(story: Story) -> Round:
    round = open_round(actor=story.actor("lead"))
    Message.objects.all().delete()
    return round


def test_a_week_and_a_day_before_each_once_and_only_those_who_have_not_finished(
    story: Story, round: Round
) -> None:
    finish(respondent=Respondent.objects.get(person=story.sro))
    assert remind(round.closes_at - timedelta(days=8)) == 0
    assert remind(round.closes_at - timedelta(days=7)) == 7
    assert remind(round.closes_at - timedelta(days=6)) == 0
    finish(respondent=Respondent.objects.get(person=story.srie))
    assert remind(round.closes_at - timedelta(hours=20)) == 6
    assert remind(round.closes_at - timedelta(hours=19)) == 0
    assert not Message.objects.filter(to=story.sro.email).exists()
    assert Message.objects.filter(to=story.lead.email).count() == 2
    assert "14 questions left" in Message.objects.filter(to=story.lead.email)[0].text


def test_a_check_opened_for_three_days_reminds_only_on_the_last(story: Story, round: Round) -> None:
    Round.objects.update(closes_at=timezone.now() + timedelta(days=3))
    assert remind(timezone.now()) == 0
    assert remind(timezone.now() + timedelta(days=2, hours=1)) == 8


def test_nobody_is_reminded_of_what_has_closed(story: Story, round: Round) -> None:
    assert remind(round.closes_at) == 0


def test_those_who_answer_for_a_silent_side_hear_of_it_once(story: Story, round: Round) -> None:
    finish(respondent=Respondent.objects.get(person=story.reader))
    assert tell_of_silence(round.closes_at - timedelta(days=4)) == 0
    assert tell_of_silence(round.closes_at - timedelta(days=3)) == 1
    assert tell_of_silence(round.closes_at - timedelta(days=1)) == 0
    mail = Message.objects.get()
    assert mail.to == story.srie.email, "the customer's reader has answered"
    assert "nobody on your side has finished it" in mail.text
    assert tell_of_silence(round.closes_at) == 0
