"""A forgotten password, and a new one."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.sign_in.forgotten import answer_forgotten, ask_for_new_password
from accounts.sign_in.models import ForgottenPassword
from accounts.tests.mail import link_in, mails_to
from outbox.models import Message
from tests.races import at_once
from tests.story import PASSWORD, Story

NEW = "three-green-bicycles"
RESET = "/account/password/reset/"


def test_a_forgotten_password_is_replaced_by_way_of_the_mail(client: Client, story: Story) -> None:
    done = client.post(RESET, {"email": story.lead.email}, follow=True)
    assert "Look in your email" in done.content.decode()
    (mail,) = mails_to(story.lead.email)
    assert mail.organisation_id == story.customer.pk
    link = link_in(mail)

    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    short = client.post(address, {"password1": "short", "password2": "short"})
    assert "at least 10 characters" in short.content.decode()
    saved = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Your new password is saved" in saved.content.decode()

    story.lead.refresh_from_db()
    assert story.lead.check_password(NEW)
    assert [mail.subject for mail in mails_to(story.lead.email)][1:] == ["Your password was reset."]
    used = client.get(link, follow=True)
    assert "no longer works" in used.content.decode(), "the link serves once"


def test_nobody_learns_who_has_an_account_and_strangers_get_no_mail(
    client: Client, story: Story, django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from what the page says, nor from what it does meanwhile: the same, statement by statement, and
    nothing is written, drawn or looked up that is a person's own."""
    woken: list[str] = []
    monkeypatch.setattr("accounts.sign_in.forgotten.wake", lambda: woken.append("worker"))
    client.post(RESET, {"email": "first.of.all@fyrstad.example"})
    told = {}
    for email in (story.lead.email, "nobodyx.ab@fyrstad.example"):
        with CaptureQueriesContext(connection) as done, django_capture_on_commit_callbacks(execute=True):
            answer = client.post(RESET, {"email": email})
        statements = [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in done.captured_queries]
        told[email] = (answer["Location"], answer.content, statements)
    known, unknown = told.values()
    assert known == unknown
    assert not [statement for statement in known[2] if "accounts_person" in statement]
    assert woken == ["worker"] * 2
    assert not Message.objects.exists()
    assert answer_forgotten(timezone.now()) == 1
    assert [mail.to for mail in Message.objects.all()] == [story.lead.email]
    assert not ForgottenPassword.objects.exists(), "no address of a stranger is kept"
    assert answer_forgotten(timezone.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_mail(story: Story) -> None:
    ask_for_new_password(email=story.lead.email.upper())
    at_once(*[lambda: answer_forgotten(timezone.now())] * 4)
    assert Message.objects.count() == 1


def test_the_link_leads_to_our_own_address_whatever_host_was_asked(client: Client, story: Story) -> None:
    client.post(RESET, {"email": story.lead.email}, headers={"host": "127.0.0.1"})
    (mail,) = mails_to(story.lead.email)
    assert mail.private_links[0].startswith("http://localhost:")


def test_one_changes_the_password_with_the_old_one_in_hand(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    elsewhere = Client()
    elsewhere.force_login(story.lead)
    address = "/account/password/change/"
    wrong = client.post(address, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})
    assert wrong.status_code == 200
    done = client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert done["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200, "one stays signed in here"
    assert elsewhere.get("/profile/").status_code == 302, "and nowhere else"
    assert [mail.subject for mail in mails_to(story.lead.email)] == ["Your password was changed."]
