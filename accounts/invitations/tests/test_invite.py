"""Inviting people, by those who may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.invitations.services import invite, invite_first_administrator
from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from accounts.tests.mail import link_in, mails_to
from outbox.models import Message
from tests.story import Story

NEW = "nora.nilsen@fyrstad.example"


def page(organisation: Organisation, rest: str = "") -> str:
    return f"/organisations/{organisation.pk}/{rest}"


def test_an_administrator_invites_by_mail_and_others_find_no_such_page(client: Client, story: Story) -> None:
    address = page(story.customer, "invitations/new/")
    for other in (story.lead, story.officer, story.supplier_administrator, story.stranger):
        client.force_login(other)
        assert client.get(address).status_code == 404
        assert client.post(address, {"email": NEW}).status_code == 404
    assert not Message.objects.exists()

    client.force_login(story.administrator)
    assert client.get(address).status_code == 200
    assert (
        client.post(address, {"email": " Nora.Nilsen@Fyrstad.example ", "is_officer": "on"}).status_code
        == 302
    )
    (mail,) = mails_to(NEW)
    assert mail.subject == "You are invited to Fyrstads kommun in Partnering"
    assert mail.organisation_id == story.customer.pk
    assert client.get(link_in(mail)).status_code == 200
    assert NEW in client.get(page(story.customer)).content.decode()


def test_asking_twice_invites_once(client: Client, story: Story) -> None:
    client.force_login(story.administrator)
    for _ in range(2):
        client.post(page(story.customer, "invitations/new/"), {"email": NEW})
    assert Invitation.objects.count() == 1
    assert len(mails_to(NEW)) == 1


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("not an address", "not an email address"),
        ("karin.lind@fyrstads.example", "already"),
        ("", "fill this in"),
    ],
)
def test_a_mistake_is_told_at_the_field(client: Client, story: Story, email: str, words: str) -> None:
    client.force_login(story.administrator)
    answer = client.post(page(story.customer, "invitations/new/"), {"email": email})
    assert words in str(answer.context["form"].errors["email"])
    assert not Message.objects.exists()


def test_an_invitation_is_sent_again_and_withdrawn(client: Client, story: Story) -> None:
    invitation = invite(organisation=story.customer, email=NEW, invited_by=story.administrator)
    link = link_in(mails_to(NEW)[0])
    renew = page(story.customer, f"invitations/{invitation.pk}/renew/")
    revoke = page(story.customer, f"invitations/{invitation.pk}/revoke/")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    assert client.get(link).status_code == 410

    client.force_login(story.supplier_administrator)
    assert client.post(renew).status_code == client.post(revoke).status_code == 404
    client.force_login(story.administrator)
    assert "Run out" in client.get(page(story.customer)).content.decode()
    for _ in range(2):
        assert client.post(renew).status_code == 302
    assert len(mails_to(NEW)) == 2, "twice in a moment is one new mail"
    assert Client().get(link).status_code == 200

    assert client.get(revoke).status_code == 405
    for _ in range(2):
        assert client.post(revoke).status_code == 302
    assert Client().get(link).status_code == 410
    assert client.post(renew).status_code == 404
    again = invite(organisation=story.customer, email=NEW, invited_by=story.administrator)
    assert again.pk != invitation.pk
    assert Client().get(link).status_code == 410, "the withdrawn link stays withdrawn"


def test_the_action_itself_refuses_who_may_not(story: Story) -> None:
    with pytest.raises(PermissionDenied):
        invite(organisation=story.customer, email=NEW, invited_by=story.lead)
    Membership.objects.filter(person=story.administrator).update(ended_at=timezone.now())
    with pytest.raises(PermissionDenied):
        invite(organisation=story.customer, email=NEW, invited_by=story.administrator)


def test_the_first_administrator_of_an_empty_organisation_only(client: Client, story: Story) -> None:
    empty = Organisation.objects.create(name="Telelinje AB")
    with pytest.raises(ValidationError):
        invite_first_administrator(organisation=story.supplier, email=NEW, invited_by=story.lead)
    invite_first_administrator(
        organisation=empty, email=NEW, invited_by=story.lead, next_url="/p/school/proposal/"
    )
    (mail,) = mails_to(NEW)
    assert mail.organisation_id == story.customer.pk, "until somebody is there, the inviter's see the mail"
    about = {"given_name": "Nora", "password": "three-green-bicycles", "language": "en"}
    done = client.post(link_in(mail), {**about, "time_zone": "UTC"})
    assert done["Location"] == "/p/school/proposal/"
    membership = Person.objects.get(email=NEW).memberships.get()
    assert membership.is_administrator
    assert membership.is_officer
    with pytest.raises(ValidationError):
        invite_first_administrator(organisation=empty, email="x@y.example", invited_by=story.lead)
