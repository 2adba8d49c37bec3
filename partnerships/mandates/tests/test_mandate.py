"""Whom the SRO or the SRIE names in writing signs in their stead, for as long as that stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from partnerships.mandates.models import Mandate
from partnerships.mandates.services import end_mandate, name_signer
from partnerships.people.models import Role
from partnerships.sides import Part, Side
from partnerships.signing.models import Signature
from partnerships.timeline.models import TimelineEvent
from tests.papers import Papers, signed_by
from tests.story import Story, today

PAGE = "/p/school/signers/"
WORDS = "Karin may sign minutes and indicator terms."


def name(story: Story, by: str = "sro", who: str = "lead", **more: object) -> Mandate:
    given = {"wording": WORDS, "since": today(), **more}
    return name_signer(actor=story.actor(by), person=story.people[who], **given)  # type: ignore[arg-type]


def test_named_on_the_page_told_by_mail_and_signs(client: Client, story: Story, papers: Papers) -> None:
    sign_off = papers.submit(story)
    client.force_login(story.sro)
    form = {"person": story.lead.pk, "wording": WORDS, "since": today().isoformat(), "until": ""}
    said = client.post(PAGE, form, follow=True).content.decode()
    assert WORDS in said
    assert "may sign" in said
    message = Message.objects.get(key__endswith=f"/named/person/{story.lead.pk}")
    assert message.to == story.lead.email
    assert WORDS in message.text
    assert TimelineEvent.objects.filter(kind="mandate.named", subject=story.lead.name).exists()
    signed_by(story, "lead", sign_off)
    signature = Signature.objects.get()
    assert (signature.name, signature.part, signature.mandate) == (
        "Karin Lind",
        "mandate",
        Mandate.objects.get(),
    )


def test_only_the_seniors_name_and_only_for_their_own_side(
    client: Client, story: Story, papers: Papers
) -> None:
    for who in ("lead", "officer", "reader", "supplier_lead"):
        with pytest.raises(PermissionDenied):
            name(story, by=who)
        client.force_login(story.people[who])
        assert client.post(PAGE, {}).status_code == 403
        assert client.get(PAGE).status_code == 200
    mandate = name(story)
    with pytest.raises(PermissionDenied):
        end_mandate(actor=story.actor("srie"), mandate=mandate)
    client.force_login(story.srie)
    assert client.post(f"{PAGE}{mandate.pk}/end/").status_code == 403
    client.force_login(story.sro)
    assert client.post(f"{PAGE}{mandate.pk}/end/").status_code == 302
    assert not story.actor("lead").may("sign")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("supplier_member", "Select a valid choice"),
        ("officer", "Select a valid choice"),
        ("sro", "Select a valid choice"),
    ],
)
def test_not_everybody_can_be_named(client: Client, story: Story, who: str, said: str) -> None:
    client.force_login(story.sro)
    form = {"person": story.people[who].pk, "wording": WORDS, "since": today().isoformat()}
    page = client.post(PAGE, form).content.decode()
    assert said in page
    assert WORDS in page
    assert not Mandate.objects.exists()


def test_the_period_has_to_make_sense(client: Client, story: Story) -> None:
    client.force_login(story.sro)
    form = {"person": story.lead.pk, "wording": WORDS, "since": today().isoformat(), "until": "2020-01-01"}
    assert "The last day cannot come before the first." in client.post(PAGE, form).content.decode()
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("lost", ["ended", "coming", "past", "role", "membership", "facilitator"])
def test_it_lets_nobody_sign_once_it_does_not_stand(story: Story, papers: Papers, lost: str) -> None:
    sign_off = papers.submit(story)
    mandate = name(story)
    assert story.actor("lead").may("sign")
    if lost == "ended":
        end_mandate(actor=story.actor("sro"), mandate=mandate)
    elif lost == "coming":
        Mandate.objects.update(since=today() + timedelta(days=1))
    elif lost == "past":
        Mandate.objects.update(since=today() - timedelta(days=9), until=today() - timedelta(days=1))
    elif lost == "role":
        Role.objects.filter(person=story.lead).update(until=today() - timedelta(days=1))
        story.lead.memberships.update(is_officer=True)  # still sees it
    elif lost == "facilitator":
        Role.objects.filter(person=story.lead).update(part=Part.FACILITATOR)
    else:
        story.lead.memberships.update(ended_at=timezone.now())
        Role.objects.filter(person=story.lead).update(part=Part.FACILITATOR)  # from outside
    assert not Mandate.objects.current().exists()
    with pytest.raises(PermissionDenied):
        signed_by(story, "lead", sign_off)
    assert not Signature.objects.exists()


def test_the_same_form_twice_names_once(story: Story) -> None:
    assert name(story) == name(story)
    assert Mandate.objects.filter(side=Side.CUSTOMER).count() == 1
