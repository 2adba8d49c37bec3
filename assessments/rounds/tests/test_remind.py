"""Those who have not answered are reminded a week and a day before the closing (domain.md §7.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.answering.services import finish
from assessments.respondents.models import ChosenRespondent, Respondent
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.rounds.reminding import remind, tell_of_silence
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.sides import Side
from tests.story import Story, new_person, today


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


def test_whoever_may_no_longer_answer_is_not_reminded(story: Story, round: Round) -> None:
    """The role ended; the membership ended; the account is closed. The others get theirs."""
    Role.objects.filter(person=story.member).update(until=today() - timedelta(days=1))
    story.supplier_member.memberships.update(ended_at=timezone.now())
    story.reader.is_active = False
    story.reader.save()
    assert remind(round.closes_at - timedelta(days=7)) == 5
    gone = {story.member.email, story.supplier_member.email, story.reader.email}
    assert not gone & set(Message.objects.values_list("to", flat=True))
    # an officer still gets in
    story.member.memberships.update(is_officer=True)
    assert remind(round.closes_at - timedelta(hours=20)) == 6


def test_who_answers_by_a_link_is_reminded_unless_they_have_left(story: Story, round: Round) -> None:
    Respondent.objects.all().delete()
    colleague = new_person("Rut", "Ek", story.customer)
    elsewhere = new_person("Ida", "Holm", story.elsewhere)
    for name, email in (
        ("Rut Ek", colleague.email.upper()),
        ("Ida Holm", elsewhere.email),
        ("Nils", "nils@elsewhere.example"),
    ):
        Respondent.objects.create(round=round, side=Side.CUSTOMER, name=name, email=email)
    colleague.memberships.update(ended_at=timezone.now())
    elsewhere.memberships.update(ended_at=timezone.now())
    assert remind(round.closes_at - timedelta(days=7)) == 2
    assert set(Message.objects.values_list("to", flat=True)) == {elsewhere.email, "nils@elsewhere.example"}


def test_whom_a_lead_chose_is_not_asked_after_leaving(story: Story) -> None:
    for person in (story.member, story.reader):
        ChosenRespondent.objects.create(
            partnership=story.partnership,
            side=Side.CUSTOMER,
            person=person,
            name=person.name,
            email=person.email,
        )
    colleague = new_person("Rut", "Ek", story.customer)
    ChosenRespondent.objects.create(
        partnership=story.partnership, side=Side.CUSTOMER, name="Rut Ek", email=colleague.email
    )
    for person in (story.member, colleague):
        person.memberships.update(ended_at=timezone.now())
    open_round(actor=story.actor("lead"))
    own = Respondent.objects.filter(side=Side.CUSTOMER)
    assert list(own.values_list("email", flat=True)) == [story.reader.email]
