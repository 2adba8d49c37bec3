"""From the mail into the organisation, and every way in which a link can fail."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.invitations.services import accept_invitation, accept_invitation_as, invite, revoke_invitation
from accounts.organisations.models import Membership
from accounts.people.models import Person
from accounts.tests.mail import link_in, mails_to
from tests.story import PASSWORD, Story, tell_story

NEW = "nora.nilsen@fyrstad.example"
ABOUT = {
    "given_name": "Nora",
    "family_name": "Nilsen",
    "password": "three-green-bicycles",
    "language": "en",
    "time_zone": "Europe/Oslo",
}


def invited(story: Story, email: str = NEW, **more: Any) -> str:
    """The path that the mail leads to."""
    invite(organisation=story.customer, email=email, invited_by=story.administrator, **more)
    return link_in(mails_to(email)[-1])


def test_a_new_person_chooses_a_password_and_is_in(client: Client, story: Story) -> None:
    link = invited(story, is_officer=True, next_url="/profile/")
    page = client.get(link)
    assert "Welcome to Fyrstads kommun" in page.content.decode()
    assert NEW in page.content.decode()

    weak = client.post(link, {**ABOUT, "password": "nora"})
    assert "too short" in weak.content.decode()
    assert "Nilsen" in weak.content.decode(), "nothing typed is lost"
    assert not Person.objects.filter(email=NEW).exists()

    done = client.post(link, ABOUT)
    assert done["Location"] == "/profile/"
    person = Person.objects.get(email=NEW)
    assert int(client.session["_auth_user_id"]) == person.pk
    assert client.get("/profile/").status_code == 200
    membership = person.memberships.get()
    assert (membership.organisation, membership.is_officer, membership.is_administrator) == (
        story.customer,
        True,
        False,
    )
    assert person.time_zone == "Europe/Oslo"


def test_the_first_session_is_one_of_those_that_one_can_sign_out(client: Client, story: Story) -> None:
    link = invited(story)
    client.post(link, ABOUT)
    assert client.get(link)["Location"] == "/", "the link used again leads on, not to a refusal"
    phone = Client()
    phone.post("/account/login/", {"login": NEW, "password": ABOUT["password"]})
    phone.post("/account/sessions/")
    assert client.get("/profile/").status_code == 302
    assert phone.get("/profile/").status_code == 200


def test_who_has_an_account_signs_in_and_accepts_with_one_click(client: Client, story: Story) -> None:
    link = invited(story, story.srie.email)
    page = client.get(link)
    assert "sign in as per.olsen@nordlys.example" in page.content.decode()
    taken = client.post(link, ABOUT)
    assert "sign in as" in taken.content.decode()
    assert story.srie.memberships.count() == 1

    client.force_login(story.srie)
    assert "Accept and go on" in client.get(link).content.decode()
    assert client.post(link)["Location"] == "/"
    assert story.srie.memberships.active().filter(organisation=story.customer).exists()


def test_nobody_accepts_for_somebody_else(client: Client, story: Story) -> None:
    link = invited(story)
    client.force_login(story.stranger)
    page = client.post(link, ABOUT)
    assert "is for nora.nilsen@fyrstad.example" in page.content.decode()
    assert not Membership.objects.filter(organisation=story.customer, person=story.stranger).exists()
    client.logout()
    assert client.post(link, ABOUT).status_code == 302, "the one it is for still can"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ("accepted", 410, "accepted already"),
        ("revoked", 410, "withdrawn"),
        ("expired", 410, "run out"),
        ("altered", 404, "do not know this link"),
    ],
)
def test_a_link_of_no_use_says_why_and_shows_nothing(
    client: Client, story: Story, state: str, status: int, words: str
) -> None:
    link = invited(story)
    assert client.get(link).status_code == 200
    invitation = Invitation.objects.get(email=NEW)
    if state == "accepted":
        accept_invitation(invitation=invitation, **ABOUT)
    elif state == "revoked":
        revoke_invitation(invitation=invitation, by=story.administrator)
    elif state == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        link = link[:-3] + "xx/"
    people = Person.objects.count()
    for answer in (client.get(link), client.post(link, ABOUT)):
        assert answer.status_code == status
        text = answer.content.decode()
        assert words in text
        assert NEW not in text
        assert "Fyrstads" not in text
    assert Person.objects.count() == people
    assert Membership.objects.filter(person__email=NEW).count() == (state == "accepted")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_on_is_one_of_our_own_pages(client: Client, story: Story, elsewhere: str) -> None:
    link = invited(story, next_url=elsewhere)
    assert client.post(link, ABOUT)["Location"] == "/"


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_at_once_make_one_person_and_one_membership() -> None:
    story = tell_story()
    invitation = invite(organisation=story.customer, email=NEW, invited_by=story.administrator)
    told: list[str] = []
    start = threading.Barrier(2)

    def accept() -> None:
        start.wait()
        try:
            accept_invitation(invitation=invitation, **ABOUT)
            told.append("in")
        except ValidationError:
            told.append("refused")
        finally:
            connection.close()

    if connection.vendor == "sqlite":  # one connection in memory cannot race with itself
        start = threading.Barrier(1)
        accept()
        accept()
    else:
        both = [threading.Thread(target=accept) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()
    assert sorted(told) == ["in", "refused"]
    assert Membership.objects.filter(organisation=story.customer, person__email=NEW).count() == 1


def test_what_was_withdrawn_while_the_page_was_open_lets_nobody_in(story: Story) -> None:
    new = invite(organisation=story.customer, email=NEW, invited_by=story.administrator)
    known = invite(organisation=story.customer, email=story.srie.email, invited_by=story.administrator)
    for invitation in (new, known):
        revoke_invitation(invitation=Invitation.objects.get(pk=invitation.pk), by=story.administrator)
    with pytest.raises(ValidationError):
        accept_invitation(invitation=new, **ABOUT)
    with pytest.raises(ValidationError):
        accept_invitation_as(invitation=known, person=story.srie)
    assert not story.customer.memberships.filter(person__email__in=[NEW, story.srie.email]).exists()


def test_one_who_left_comes_back_by_a_new_invitation(client: Client, story: Story) -> None:
    Membership.objects.filter(person=story.reader).update(ended_at=timezone.now())
    link = invited(story, story.reader.email)
    client.post("/account/login/", {"login": story.reader.email, "password": PASSWORD})
    client.post(link)
    assert story.reader.memberships.active().count() == 1
    assert story.reader.memberships.count() == 2
