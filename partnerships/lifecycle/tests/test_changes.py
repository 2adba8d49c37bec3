"""What binds both sides is proposed by one and agreed by the other."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from partnerships.lifecycle.changes import accept_change, decline_change, withdraw_change
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.lifecycle.services import edit_partnership
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import event_text
from tests.story import Story

CHANGES = "/p/school/changes/"
LATER = date(2036, 7, 31)


def propose(story: Story, who: str = "lead", **wanted: object) -> ChangeProposal:
    version = Partnership.objects.get().version
    edit_partnership(actor=story.actor(who), version=version, reason="As we said.", **wanted)
    return ChangeProposal.objects.latest("pk")


def test_the_other_side_is_asked_and_accepts(client: Client, story: Story) -> None:
    proposal = propose(story, end=LATER)
    assert set(Message.objects.values_list("to", flat=True)) == {story.supplier_lead.email, story.srie.email}
    mail = Message.objects.filter(to=story.srie.email).get()
    assert "End: 31 July 2034 → 31 July 2036" in mail.text
    assert "As we said." in mail.text
    for name, text in (("supplier_lead", "Agree to a change, or not"), ("srie", "Agree to a change, or not")):
        client.force_login(story.people[name])
        assert text in client.get("/").content.decode()
    client.force_login(story.lead)
    assert "Agree to a change, or not" not in client.get("/").content.decode()
    for page in ("/p/school/", "/p/school/edit/"):
        assert "waits for" in client.get(page).content.decode()
    # neither one's own side, nor who only works there, nor a stranger agrees
    answer = f"{CHANGES}{proposal.pk}/answer/"
    for name, status in (
        ("lead", 403), ("sro", 403), ("officer", 403), ("supplier_member", 403), ("supplier_reader", 403),
        ("supplier_officer", 403), ("stranger", 404),
    ):  # fmt: skip
        client.force_login(story.people[name])
        assert client.post(answer, {"accept": "1"}).status_code == status, name
    client.force_login(story.supplier_reader)
    assert "As we said." in client.get(CHANGES).content.decode()
    client.force_login(story.supplier_lead)
    client.post(answer, {"accept": "1", "note": "Gladly."})
    partnership = Partnership.objects.get()
    assert (partnership.end, partnership.version) == (LATER, 2)
    told = Message.objects.filter(key__contains="/accepted/")
    assert set(told.values_list("to", flat=True)) == {story.lead.email, story.sro.email}
    assert "Gladly." in told.first().text  # type: ignore[union-attr]
    assert [event_text(event).details for event in TimelineEvent.objects.all()] == [
        ["End: 31 July 2034 → 31 July 2036", "Reason: Gladly."],
        ["End: 31 July 2034 → 31 July 2036", "Reason: As we said."],
    ]
    with pytest.raises(ValidationError, match="answered or withdrawn already"):
        accept_change(actor=story.actor("srie"), proposal=proposal)


def test_it_is_declined_with_a_reason_or_withdrawn_by_its_own_side(client: Client, story: Story) -> None:
    proposal = propose(story, "supplier_lead", category="frontier")
    with pytest.raises(ValidationError, match="Please say why"):
        decline_change(actor=story.actor("lead"), proposal=proposal, note=" ")
    for name in ("lead", "sro", "supplier_member"):
        with pytest.raises(PermissionDenied):
            withdraw_change(actor=story.actor(name), proposal=proposal)
    client.force_login(story.sro)
    client.post(f"{CHANGES}{proposal.pk}/answer/", {"decline": "1", "note": "Not this year."})
    assert "Not this year." in Message.objects.filter(to=story.supplier_lead.email).latest("pk").text
    again = propose(story, "supplier_lead", category="utility")
    withdraw_change(actor=story.actor("srie"), proposal=again)
    assert Message.objects.filter(to=story.lead.email).latest("pk").subject.startswith("Withdrawn")
    assert Partnership.objects.get().category == "enhancement"
    states = set(ChangeProposal.objects.values_list("state", flat=True))
    assert states == {"declined", "withdrawn"}


def test_one_of_a_kind_waits_at_a_time_and_the_database_says_so(story: Story) -> None:
    first = propose(story, end=LATER)
    for who in ("lead", "supplier_lead"):
        with pytest.raises(ValidationError, match="waits for an answer"):
            propose(story, who, start=date(2024, 9, 1))
    propose(story, category="frontier")
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeProposal.objects.create(
            partnership=story.partnership,
            kind="period",
            change={"end": [None, None]},
            reason="Again",
            side="supplier",
            proposed_by=story.supplier_lead,
            proposed_at=timezone.now(),
        )
    withdraw_change(actor=story.actor("lead"), proposal=first)
    assert propose(story, "supplier_lead", start=date(2024, 9, 1)).side == "supplier"


def test_what_has_changed_meanwhile_is_not_accepted(story: Story) -> None:
    proposal = propose(story, end=LATER)
    Partnership.objects.update(end=date(2035, 1, 31))
    with pytest.raises(ValidationError, match="has changed since it was proposed"):
        accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
    Partnership.objects.update(start=date(2037, 1, 1), end=date(2040, 7, 31))
    ChangeProposal.objects.update(change={"end": ["2040-07-31", "2036-07-31"]})
    with pytest.raises(ValidationError, match="The end has to come after the start"):
        accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
    assert ChangeProposal.objects.get().is_open


def test_who_has_changed_sides_does_not_agree_with_themselves(story: Story) -> None:
    proposal = propose(story, end=LATER)
    story.lead.memberships.update(organisation=story.supplier)
    Role.objects.filter(person=story.lead).update(side="supplier")
    assert story.actor("lead").side == "supplier"
    with pytest.raises(PermissionDenied):
        accept_change(actor=story.actor("lead"), proposal=proposal)
    accept_change(actor=story.actor("supplier_lead"), proposal=proposal)
    # whoever has left the side is told nothing about it any more
    told = Message.objects.filter(key__contains="/accepted/").values_list("to", flat=True)
    assert set(told) == {story.sro.email}
