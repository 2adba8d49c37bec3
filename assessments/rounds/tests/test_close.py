"""Closing by date, or early by both leads; what was answered becomes the result, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from assessments.answering.services import finish, save_answer
from assessments.respondents.links import LinkRefused, personal_link, respondent_from_token, token_for
from assessments.respondents.models import Respondent
from assessments.respondents.services import add_respondent, remove_respondent
from assessments.results.models import QuestionResult
from assessments.rounds.closing import agree_to_close, close_due_rounds
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from outbox.models import Message
from partnerships.documents.models import Document
from tests.story import Story


@pytest.fixture
def round(story: Story) -> Round:
    return open_round(actor=story.actor("lead"))


def respondent(story: Story, name: str) -> Respondent:
    return Respondent.objects.get(person=story.people[name])


def test_closing_by_date_writes_both_sides_and_asks_for_the_report(story: Story, round: Round) -> None:
    for name, value in [("sro", "fully"), ("lead", "partly"), ("member", "fully"), ("srie", "not_at_all")]:
        save_answer(
            respondent=respondent(story, name), question_key="feedback", value=value, comment=f"By {value}"
        )
    assert close_due_rounds(round.closes_at - timedelta(minutes=1)) == 0
    assert close_due_rounds(round.closes_at) == 1
    assert close_due_rounds(round.closes_at) == 0
    round.refresh_from_db()
    result = QuestionResult.objects.get(question_key="feedback")
    assert (result.customer_answer, result.supplier_answer, result.status) == ("fully", "not_at_all", "gap")
    assert result.customer_counts == {"fully": 2, "largely": 0, "partly": 1, "not_at_all": 0, "cannot_say": 0}
    assert result.supplier_counts is None
    assert sorted(map(tuple, result.comments)) == [
        ("customer", "By fully"),
        ("customer", "By fully"),
        ("customer", "By partly"),
        ("supplier", "By not_at_all"),
    ]
    assert (round.customer_asked, round.customer_answered) == (4, 3)
    assert (round.supplier_asked, round.supplier_answered) == (4, 1)
    assert (round.going_well, round.attention, round.gaps, round.not_answered) == (0, 1, 1, 13)
    assert Document.objects.get(kind="report").subject_id == round.pk


def test_it_closes_early_only_when_both_leads_agree(story: Story, round: Round) -> None:
    for name in ("member", "sro", "reader", "supplier_member"):
        with pytest.raises(PermissionDenied):
            agree_to_close(actor=story.actor(name), round=round)
    assert agree_to_close(actor=story.actor("lead"), round=round) is False
    assert agree_to_close(actor=story.actor("lead"), round=round) is False
    asked = Message.objects.filter(key__contains="/close/")
    assert [message.to for message in asked] == [story.supplier_lead.email]
    assert agree_to_close(actor=story.actor("supplier_lead"), round=round) is True
    round.refresh_from_db()
    assert round.closed_at is not None
    with pytest.raises(ValidationError, match="closed already"):
        agree_to_close(actor=story.actor("lead"), round=round)


def test_who_agrees_to_close_early_reads_first_how_many_are_not_heard(
    client: Client, story: Story, round: Round
) -> None:
    for name in ("sro", "member"):
        save_answer(respondent=respondent(story, name), question_key="feedback", value="fully")
    save_answer(respondent=respondent(story, "srie"), question_key="feedback", value="", comment="Only this")
    said = "Not answered yet, and not heard if it closes now:"
    for name, is_asked in (("lead", True), ("supplier_lead", True), ("member", False)):
        client.force_login(story.people[name])
        page = client.get(round.get_absolute_url()).content.decode()
        assert (said in page) == is_asked
        assert ("Fyrstads kommun: 2 of 4" in page) == is_asked
        assert ("Nordlys Skolsystem AB: 4 of 4" in page) == is_asked


def test_no_answer_slips_in_after_the_closing_time(story: Story, round: Round) -> None:
    asked = respondent(story, "member")
    save_answer(respondent=asked, question_key="feedback", value="fully")
    Round.objects.update(
        opened_at=datetime(2026, 1, 1, tzinfo=UTC), closes_at=datetime(2026, 2, 1, tzinfo=UTC)
    )
    with pytest.raises(ValidationError, match="has closed"):
        save_answer(respondent=asked, question_key="feedback", value="partly")
    with pytest.raises(ValidationError, match="has closed"):
        finish(respondent=asked)
    assert asked.answers.get().value == "fully"


def test_a_personal_link_ends_with_the_round(story: Story, round: Round) -> None:
    add_respondent(actor=story.actor("lead"), name="Head teacher", email="head@school.example")
    guest = Respondent.objects.get(email="head@school.example")
    token = token_for(guest)
    assert respondent_from_token(token) == guest
    invitation = Message.objects.get(to="head@school.example")
    [link] = invitation.private_links
    assert link in invitation.text
    assert respondent_from_token(link.rstrip("/").split("/")[-1]) == guest
    for bad in (token[:-1] + ("a" if token[-1] != "a" else "b"), "nonsense"):
        with pytest.raises(LinkRefused) as refused:
            respondent_from_token(bad)
        assert refused.value.reason == "unknown"
    close_due_rounds(round.closes_at)
    with pytest.raises(LinkRefused) as refused:
        respondent_from_token(token)
    assert refused.value.reason == "closed"
    guest.refresh_from_db()
    assert guest.revoked_at is not None


def test_somebody_taken_off_counts_no_more_and_their_link_ends(story: Story, round: Round) -> None:
    add_respondent(actor=story.actor("lead"), name="Head teacher", email="head@school.example")
    guest = Respondent.objects.get(email="head@school.example")
    old = token_for(guest)
    remove_respondent(actor=story.actor("lead"), email=guest.email)
    with pytest.raises(LinkRefused) as refused:
        respondent_from_token(old)
    assert refused.value.reason == "revoked"
    add_respondent(actor=story.actor("lead"), name="Head teacher", email="head@school.example")
    with pytest.raises(LinkRefused):
        respondent_from_token(old)
    guest.refresh_from_db()
    assert respondent_from_token(token_for(guest)) == guest


def test_each_lead_chooses_on_the_own_side_only(story: Story, round: Round) -> None:
    from assessments.respondents.services import choose_respondents

    with pytest.raises(ValidationError, match="your own side"):
        choose_respondents(actor=story.actor("lead"), people=[story.srie], others=[])
    with pytest.raises(PermissionDenied):
        choose_respondents(actor=story.actor("member"), people=[story.sro], others=[])
    choose_respondents(
        actor=story.actor("lead"), people=[story.sro], others=[("Pupil", "pupil@x.example", "en")]
    )
    active = Respondent.objects.filter(revoked_at=None)
    assert set(active.filter(side="customer").values_list("email", flat=True)) == {
        story.sro.email,
        "pupil@x.example",
    }
    assert active.filter(side="supplier").count() == 4


def test_who_answers_every_question_is_finished_without_saying_so(story: Story, round: Round) -> None:
    asked = respondent(story, "lead")
    for question in round.instrument.questions[:-1]:
        save_answer(respondent=asked, question_key=question.key, value="cannot_say")
    asked.refresh_from_db()
    assert asked.finished_at is None
    save_answer(respondent=asked, question_key=round.instrument.questions[-1].key, value="fully")
    asked.refresh_from_db()
    assert asked.finished_at is not None


def test_whom_one_side_asks_the_other_cannot_find_out(story: Story, round: Round) -> None:
    for name in ("lead", "supplier_lead"):
        add_respondent(actor=story.actor(name), name="Consultant", email="who@consult.example")
    asked = Respondent.objects.filter(email="who@consult.example")
    assert sorted(asked.values_list("side", flat=True)) == ["customer", "supplier"]
    first, second = (personal_link(respondent) for respondent in asked)
    assert first != second
    remove_respondent(actor=story.actor("lead"), email="who@consult.example")
    assert asked.get(side="customer").revoked_at is not None
    assert asked.get(side="supplier").revoked_at is None


def test_what_nobody_answered_is_no_report(client: Client, story: Story, round: Round) -> None:
    close_due_rounds(round.closes_at)
    round.refresh_from_db()
    assert round.is_unanswered
    assert not Document.objects.exists()
    told = Message.objects.filter(key__contains="/unanswered/")
    assert set(told.values_list("to", flat=True)) == {
        story.people[name].email for name in ("lead", "sro", "srie", "supplier_lead")
    }
    client.force_login(story.lead)
    page = client.get(round.get_absolute_url()).content.decode()
    assert "closed without a single answer" in page
    assert "Report (PDF)" not in page
    assert client.get(f"{round.get_absolute_url()}report/en/").status_code == 404


def test_one_side_alone_is_told_apart(client: Client, story: Story, round: Round) -> None:
    save_answer(respondent=respondent(story, "sro"), question_key="feedback", value="fully")
    close_due_rounds(round.closes_at)
    round.refresh_from_db()
    assert round.silent_side == "supplier"
    assert Document.objects.exists()
    client.force_login(story.lead)
    assert "Nobody on the other side answered" in client.get(round.get_absolute_url()).content.decode()
    client.force_login(story.supplier_lead)
    assert "Nobody on your side answered" in client.get(round.get_absolute_url()).content.decode()
