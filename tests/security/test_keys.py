"""A new key, with the earlier one kept, ends no session and no link in a mail that was sent; and whose link
is dead is told whom to ask for a new one."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.invitations.services import invite
from accounts.tests.mail import link_in, mails_to
from assessments.respondents.links import personal_link
from assessments.respondents.services import add_respondent
from assessments.rounds.opening import open_round
from governance.boards.tests.factories import new_meeting
from governance.meetings.calendar_address import make_calendar_address
from governance.meetings.links import answer_link
from governance.meetings.models import Meeting
from tests.story import PASSWORD, Story

Links = dict[str, str]
RESPONDENTS = "/p/school/health-checks/respondents/"


def links_of(story: Story) -> Links:
    """One of each kind, as they stand in mails that were sent."""
    invite(organisation=story.customer, email="new@fyrstad.example", invited_by=story.administrator)
    add_respondent(actor=story.actor("lead"), name="Rita Rektor", email="rita@school.example")
    round = open_round(actor=story.actor("lead"))
    meeting = new_meeting(story, attendees=("lead", "supplier_member"))
    Client().post("/account/password/reset/", {"email": story.lead.email})
    addresses = {
        "invitation": link_in(mails_to("new@fyrstad.example")[0]),
        "answer": personal_link(round.respondents.get(email="rita@school.example")),
        "attend": answer_link(meeting.attendees.get(person=story.supplier_member)),
        "password": next(mail for mail in mails_to(story.lead.email) if "password" in mail.key).private_links[
            0
        ],
        "calendar": make_calendar_address(person=story.lead),
    }
    return {kind: urlsplit(address).path for kind, address in addresses.items()}


def opens(link: str) -> bool:
    answer = Client().get(link, follow=True)
    return answer.status_code == 200 and "no longer works" not in answer.content.decode()


@pytest.fixture
def rotate(settings: LazySettings) -> Callable[..., None]:
    def change(*, keep: bool) -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = "another-key-" * 5

    return change


def test_links_and_sessions_go_on_serving_under_a_new_key(
    story: Story, rotate: Callable[..., None], client: Client
) -> None:
    client.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    links = links_of(story)
    rotate(keep=True)
    assert {kind: opens(link) for kind, link in links.items()} == dict.fromkeys(links, True)
    assert client.get("/profile/").status_code == 200


def test_without_the_old_key_what_it_signed_is_dead_and_says_whom_to_ask(
    story: Story, rotate: Callable[..., None], client: Client
) -> None:
    client.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    links = links_of(story)
    rotate(keep=False)
    dead = {kind: not opens(link) for kind, link in links.items()}
    # an address of a calendar is a secret of its own, which no key has signed
    assert dead == {**dict.fromkeys(links, True), "calendar": False}
    assert client.get("/profile/").status_code == 302
    for kind, whom in {
        "invitation": "Ask the person who invited you",
        "answer": "Ask your organisation's lead",
        "attend": "Ask whoever called the meeting",
        "password": "Ask for a new link",
    }.items():
        said = Client().get(links[kind]).content.decode()
        assert whom in said, said
        assert "from the mail" not in said


def test_a_dead_link_is_sent_again_with_a_fresh_one(story: Story, rotate: Callable[..., None]) -> None:
    links = links_of(story)
    rotate(keep=False)
    lead = Client()
    lead.force_login(story.lead)

    assert "Send again" in lead.get(RESPONDENTS).content.decode()
    lead.post(RESPONDENTS, {"do": "send_again", "email": "rita@school.example"})
    fresh = link_in(mails_to("rita@school.example")[-1])
    assert opens(fresh)
    assert not opens(links["answer"])
    lead.post(RESPONDENTS, {"do": "send_again", "email": "rita@school.example"})
    assert "look for the latest email" in Client().get(fresh).content.decode()

    assert "Send again" in lead.get("/p/school/meetings/1/").content.decode()
    attendee = str(Meeting.objects.get().attendees.get(person=story.supplier_member).pk)
    before = len(mails_to(story.supplier_member.email))
    for who, status in (("reader", 403), ("supplier_member", 403), ("stranger", 404)):
        other = Client()
        other.force_login(story.people[who])
        sent = other.post("/p/school/meetings/1/invite-again/", {"attendee": attendee})
        assert sent.status_code == status
    assert len(mails_to(story.supplier_member.email)) == before
    lead.post("/p/school/meetings/1/invite-again/", {"attendee": attendee})
    mail = mails_to(story.supplier_member.email)[-1]
    assert len(mails_to(story.supplier_member.email)) == before + 1
    assert opens(link_in(mail))
    assert mail.calendar_method == "REQUEST"

    administrator = Client()
    administrator.force_login(story.administrator)
    invitation = story.customer.invitations.get()
    story.customer.invitations.update(expires_at=timezone.now() + timedelta(days=9))
    administrator.post(reverse("renew_invitation", args=[story.customer.pk, invitation.pk]))
    assert opens(link_in(mails_to("new@fyrstad.example")[-1]))


def test_nobody_is_flooded_with_invitations(story: Story) -> None:
    links_of(story)
    lead = Client()
    lead.force_login(story.lead)
    before = len(mails_to("rita@school.example"))
    for _ in range(7):
        lead.post(
            "/p/school/health-checks/respondents/", {"do": "send_again", "email": "rita@school.example"}
        )
    assert len(mails_to("rita@school.example")) == before + 5
