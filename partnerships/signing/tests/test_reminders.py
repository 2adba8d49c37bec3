"""A side that does not answer is reminded; then those who answer for it are told."""

from datetime import datetime, timedelta

from django.utils import timezone

from outbox.models import Message
from partnerships.mandates.services import name_signer
from partnerships.people.models import Role
from partnerships.signing.reminders import remind_signers
from tests.papers import Papers, signed_by
from tests.story import Story, today

DAY = timedelta(days=1)


def told(what: str) -> set[str]:
    return {message.to for message in Message.objects.filter(key__contains=f"/{what}/")}


def after(days: int) -> datetime:
    return timezone.now() + days * DAY + timedelta(minutes=1)


def test_those_who_may_sign_are_asked_at_once(story: Story, papers: Papers) -> None:
    name_signer(actor=story.actor("srie"), person=story.supplier_lead, wording="All", since=today())
    papers.submit(story)
    assert told("put-up") == {story.sro.email, story.srie.email, story.supplier_lead.email}


def test_where_nobody_may_sign_the_lead_is_asked(story: Story, papers: Papers) -> None:
    Role.objects.filter(person=story.srie).delete()
    papers.submit(story)
    assert told("put-up") == {story.sro.email, story.supplier_lead.email}


def test_after_a_week_the_signers_and_after_two_those_who_answer(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    signed_by(story, "sro", sign_off)
    assert remind_signers(after(6)) == 0
    assert remind_signers(after(7)) == 1
    assert told("reminder") == {story.srie.email}
    assert remind_signers(after(8)) == 0
    assert remind_signers(after(13)) == 0
    assert told("silent") == set()
    assert remind_signers(after(14)) == 2
    assert told("silent") == {story.srie.email, story.supplier_lead.email}
    assert remind_signers(after(40)) == 0


def test_a_sweep_that_was_missed_is_made_up_for_once(story: Story, papers: Papers) -> None:
    papers.submit(story)
    assert remind_signers(after(30)) == 6
    assert remind_signers(after(31)) == 0
    assert told("silent") == {story.sro.email, story.lead.email, story.srie.email, story.supplier_lead.email}


def test_what_is_signed_reminds_nobody(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    signed_by(story, "sro", sign_off)
    signed_by(story, "srie", sign_off)
    assert remind_signers(after(30)) == 0
