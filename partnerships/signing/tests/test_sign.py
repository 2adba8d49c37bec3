"""Both sides sign one text, each through one person with that right; then nothing in it moves."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from partnerships.people.models import Role
from partnerships.signing.models import Signature, SignOff
from partnerships.signing.services import TextHasChanged, submit_for_signature, withdraw_sign_off
from partnerships.timeline.models import TimelineEvent
from tests.papers import Papers, signed_by
from tests.story import Story


def test_both_sides_sign_and_whoever_needs_to_know_is_told(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    signed_by(story, "sro", sign_off, "We still miss the price list.")
    assert SignOff.objects.get().state == "waiting"
    assert papers.signed == []
    signed_by(story, "srie", sign_off)
    stored = SignOff.objects.get()
    assert stored.state == "signed"
    assert papers.signed == [("1", stored.signed_at)]
    first, second = stored.signatures.order_by("side")
    assert (first.name, first.part, first.organisation) == ("Anna Hedlund", "sro", "Fyrstads kommun")
    assert (second.name, second.part) == ("Per Olsen", "srie")
    assert first.reservation == "We still miss the price list."
    kinds = TimelineEvent.objects.order_by("at", "pk").values_list("kind", flat=True)
    assert list(kinds) == ["sign_off.submitted", "sign_off.signed_by_side", "sign_off.signed"]


@pytest.mark.parametrize("who", ["lead", "member", "reader", "officer"])
def test_nobody_else_signs(story: Story, papers: Papers, who: str) -> None:
    sign_off = papers.submit(story)
    with pytest.raises(PermissionDenied):
        signed_by(story, who, sign_off)
    assert not Signature.objects.exists()
    signed_by(story, "sro", sign_off)


@pytest.mark.parametrize("who", ["member", "reader", "officer"])
def test_not_everybody_puts_up_or_withdraws(story: Story, papers: Papers, who: str) -> None:
    with pytest.raises(PermissionDenied):
        papers.submit(story, who)
    sign_off = papers.submit(story, "supplier_lead")
    with pytest.raises(PermissionDenied):
        withdraw_sign_off(actor=story.actor(who), sign_off=sign_off, reason="No")
    withdraw_sign_off(actor=story.actor("lead"), sign_off=sign_off, reason="The aims are missing")
    assert papers.withdrawn == ["1"]
    assert SignOff.objects.get().state == "withdrawn"


def test_who_lost_the_role_while_the_page_was_open_does_not_sign(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    actor = story.actor("sro")
    Role.objects.filter(person=story.sro).update(part="member")
    with pytest.raises(PermissionDenied, match="only its SRO can"):
        signed_by(story, "sro", sign_off)
    assert actor.may("sign"), "as the page was opened"


def test_what_has_changed_since_is_not_signed(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    papers.texts["1"] += "One more word.\n"
    with pytest.raises(TextHasChanged, match="“The whole of it” says something else now"):
        signed_by(story, "sro", sign_off)
    gone = papers.texts.pop("1")
    with pytest.raises(TextHasChanged, match="It is not there any more"):
        signed_by(story, "sro", sign_off)
    papers.texts["1"] = gone
    withdraw_sign_off(actor=story.actor("lead"), sign_off=sign_off, reason="One more word")
    again = papers.submit(story, text=papers.texts["1"])
    with pytest.raises(TextHasChanged):
        signed_by(story, "sro", sign_off)
    assert again.number == sign_off.number + 1
    signed_by(story, "sro", again)


def test_the_longest_names_are_signed_with_whole(story: Story, papers: Papers) -> None:
    name, given, family = "Å" * 255, "B" * 80, "C" * 80
    story.customer.name, story.sro.given_name, story.sro.family_name = name, given, family
    story.customer.save()
    story.sro.save()
    signature = signed_by(story, "sro", papers.submit(story))
    signature.refresh_from_db()
    assert (signature.organisation, signature.name) == (name, f"{given} {family}")


def test_one_signature_a_side(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    first = signed_by(story, "sro", sign_off)
    assert signed_by(story, "sro", sign_off) == first, "the same form, sent twice"
    Role.objects.filter(person=story.lead).update(part="sro")
    with pytest.raises(ValidationError, match="Anna Hedlund has signed for your side already"):
        signed_by(story, "lead", sign_off)


def test_one_version_waits_at_a_time(story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    assert papers.submit(story) == sign_off, "the same, put up twice"
    again = submit_for_signature(
        actor=story.actor("srie"), kind="paper", key="1", title="Hur vi arbetar", text="In another language"
    )
    assert again == sign_off, "the same content, whatever words are put around it"
    with pytest.raises(ValidationError, match="An earlier version waits"):
        papers.submit(story, text="Something else")
    with pytest.raises(ValidationError, match="nothing to sign"):
        submit_for_signature(actor=story.actor("lead"), kind="paper", key="2", title="Empty", text=" \n")
