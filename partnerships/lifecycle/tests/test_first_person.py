"""The first person of a supplier: what their invitation says, and what becomes of it."""

from typing import Any

from django.test import Client

from accounts.invitations.models import Invitation
from outbox.models import Message
from outbox.reading import readable
from partnerships.lifecycle.models import Partnership
from partnerships.lifecycle.tests.test_propose import propose
from tests.story import Story

CONTACT = "kari.ny@new.example"


def propose_to_new(client: Client, story: Story, title: str, reference: str) -> Partnership:
    return propose(
        client,
        story,
        title=title,
        reference=reference,
        supplier="New AB",
        supplier_country="SE",
        supplier_number="556999-1239",
        supplier_contact=CONTACT,
    )


def link_of(mail: Message) -> str:
    return str(mail.private_links[0]).partition("//")[2].partition("/")[2]


def test_the_invitation_names_customer_partnership_and_inviter(
    client: Client, story: Story, settings: Any
) -> None:
    settings.MAIL_IS_KEPT = False
    propose_to_new(client, story, "Home care alarms", "alarms")
    mail = Message.objects.get(to=CONTACT)
    assert mail.subject == "Fyrstads kommun proposes a partnership: Home care alarms"
    for content in (mail.text, mail.html):
        assert "Sara Nyman at Fyrstads kommun proposes the partnership" in content
        assert "Home care alarms" in content
    assert mail.organisation_id == story.customer.pk
    assert readable(story.officer, [mail]) == [True]
    assert readable(story.supplier_administrator, [mail]) == [False]
    page = Client().get("/" + link_of(mail)).content.decode()
    assert "Fyrstads kommun proposes the partnership <strong>Home care alarms</strong>" in page


def test_a_withdrawn_proposal_closes_the_invitation_and_says_so(client: Client, story: Story) -> None:
    propose_to_new(client, story, "Home care alarms", "alarms")
    link = link_of(Message.objects.get(to=CONTACT))
    answer = client.post("/p/alarms/proposal/", {"do": "withdraw"}, follow=True).content.decode()
    assert f"The invitation to {CONTACT} no longer works" in answer
    assert Invitation.objects.get().revoked_at is not None
    assert "This invitation was withdrawn" in Client().get("/" + link).content.decode()
    first, told = Message.objects.filter(to=CONTACT).order_by("pk")
    assert first.state == "overtaken", "it had not left yet"
    assert "Sara Nyman at Fyrstads kommun has withdrawn the invitation" in told.text
    client.post("/p/alarms/proposal/", {"do": "withdraw"})
    assert Message.objects.filter(to=CONTACT).count() == 2


def test_what_else_is_proposed_to_them_still_can_be_answered(client: Client, story: Story) -> None:
    propose_to_new(client, story, "School meals", "meals")
    Invitation.objects.update(expires_at="2020-01-01T00:00Z")
    propose_to_new(client, story, "Home care alarms", "alarms")
    client.post("/p/alarms/proposal/", {"do": "withdraw"})
    assert Invitation.objects.waiting().get().next_url == "/p/meals/proposal/"
    last = Message.objects.filter(to=CONTACT).order_by("-pk").first()
    assert last is not None
    assert "School meals" in last.subject


def test_another_contact_takes_the_place_of_the_first(client: Client, story: Story) -> None:
    propose_to_new(client, story, "Home care alarms", "alarms")
    client.post("/p/alarms/proposal/", {"do": "again", "supplier_contact": "other@new.example"})
    assert Invitation.objects.waiting().get().email == "other@new.example"


def test_the_supplier_that_is_here_is_named_as_told(client: Client, story: Story) -> None:
    propose(client, story)
    answer = client.post("/p/alarms/proposal/", {"do": "withdraw"}, follow=True).content.decode()
    assert f"The supplier has been told by email: {story.supplier_administrator.email}" in answer
