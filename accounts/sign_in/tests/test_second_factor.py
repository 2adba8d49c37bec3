"""A code from an app, recovery codes, and the pages of passkeys."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from accounts.tests.mail import mails_to
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"
TOTP = "/account/2fa/totp/activate/"


def code_of(secret: str, steps_ahead: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead)))


@pytest.fixture
def signed_in(client: Client, story: Story) -> Client:
    client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def set_up_app(client: Client) -> str:
    page = client.get(TOTP)
    assert 'src="data:image/svg+xml' in page.content.decode()
    secret: str = page.context["form"].secret
    wrong = client.post(TOTP, {"code": "000000"})
    assert "Incorrect code" in wrong.content.decode()
    done = client.post(TOTP, {"code": code_of(secret)}, follow=True)
    assert "Recovery codes" in done.content.decode()
    return secret


def test_with_an_app_the_password_alone_lets_nobody_in(
    signed_in: Client, story: Story, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(signed_in)
    subjects = [mail.subject for mail in mails_to(story.lead.email)]
    assert "An authenticator app was added to your account." in subjects

    again = Client()
    step = again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    assert step["Location"] == "/account/2fa/authenticate/"
    assert again.get("/profile/").status_code == 302
    assert "One more step" in again.get(step["Location"]).content.decode()
    assert "_auth_user_id" not in again.session
    again.post(step["Location"], {"code": "000000"})
    assert "_auth_user_id" not in again.session
    again.post(step["Location"], {"code": code_of(secret, steps_ahead=1)})
    assert int(again.session["_auth_user_id"]) == story.lead.pk


def test_a_code_that_somebody_read_over_the_shoulder_serves_nobody(signed_in: Client, story: Story) -> None:
    """The code of the next half minute is good for a minute and a half: also then it serves once."""
    secret = set_up_app(signed_in)
    code = code_of(secret, steps_ahead=1)
    for gets_in in (True, False):
        again = Client()
        again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
        cache.clear()  # nothing rests on a cache that may forget
        again.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in again.session) is gets_in


def test_codes_are_not_guessed(signed_in: Client, story: Story) -> None:
    secret = set_up_app(signed_in)
    again = Client()
    again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    for _ in range(5):
        again.post("/account/2fa/authenticate/", {"code": "000000"})
    answer = again.post("/account/2fa/authenticate/", {"code": code_of(secret, steps_ahead=1)})
    assert "Too many tries" in answer.content.decode()
    assert "_auth_user_id" not in again.session


def test_a_recovery_code_lets_one_in_once(signed_in: Client, story: Story) -> None:
    set_up_app(signed_in)
    stored = Authenticator.objects.get(user=story.lead, type=Authenticator.Type.RECOVERY_CODES)
    code = stored.wrap().get_unused_codes()[0]
    for attempt, gets_in in ((1, True), (2, False)):
        again = Client()
        again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
        again.post("/account/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in again.session) is gets_in, f"attempt {attempt}"


def test_the_app_is_taken_away_again(signed_in: Client, story: Story) -> None:
    set_up_app(signed_in)
    page = signed_in.get("/account/2fa/totp/deactivate/")
    assert "Take the app away?" in page.content.decode()
    signed_in.post("/account/2fa/totp/deactivate/")
    again = Client()
    answer = again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    assert answer["Location"] == "/"


def test_before_the_second_factor_changes_one_shows_once_more_that_it_is_oneself(
    client: Client, story: Story
) -> None:
    client.force_login(story.lead)
    asked = client.get(TOTP)
    assert asked["Location"].startswith("/account/reauthenticate/")
    page = client.get(asked["Location"])
    assert "Is it you?" in page.content.decode()
    client.post(asked["Location"], {"password": "wrong", "next": TOTP})
    assert client.get(TOTP).status_code == 302
    client.post(asked["Location"], {"password": PASSWORD, "next": TOTP})
    assert client.get(TOTP).status_code == 200


def test_the_code_that_set_up_the_app_lets_nobody_in_however_it_is_typed(
    signed_in: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # within one step of the app
    secret = set_up_app(signed_in)
    code = code_of(secret)
    again = Client()
    step = again.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})["Location"]
    for typed in (code, f"{code[:3]}-{code[3:]}", f"{code[:3]} {code[3:]}"):
        cache.clear()  # allauth remembers it there, for half a minute
        again.post(step, {"code": typed})
        assert "_auth_user_id" not in again.session


def test_the_password_alone_does_not_take_the_second_factor_away(signed_in: Client, story: Story) -> None:
    secret = set_up_app(signed_in)
    later = Client()
    later.force_login(story.lead)  # a while ago: nothing of it is fresh
    away = "/account/2fa/totp/deactivate/"
    asked = later.get(away)["Location"]
    assert asked.startswith("/account/2fa/reauthenticate/")
    assert "With your password" not in later.get(asked).content.decode()
    later.post("/account/reauthenticate/", {"password": PASSWORD})
    assert later.post(away).status_code == 302
    assert Authenticator.objects.filter(user=story.lead, type="totp").exists()
    later.post(asked, {"code": code_of(secret, steps_ahead=1)})
    later.post(away)
    assert not Authenticator.objects.filter(user=story.lead, type="totp").exists()


@pytest.mark.parametrize("path", ["", "webauthn/", "webauthn/add/", "recovery-codes/generate/"])
def test_the_pages_of_the_second_factor_are_there(signed_in: Client, path: str) -> None:
    set_up_app(signed_in)
    page = signed_in.get(f"/account/2fa/{path}")
    assert page.status_code == 200
    assert "<h1" in page.content.decode()
    assert " style=" not in page.content.decode()


def test_the_challenge_of_a_passkey_is_given_to_anybody_and_an_invented_answer_refused(
    client: Client, story: Story
) -> None:
    asked = client.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    assert "request_options" in asked.json()
    for invented in ('{"id": "invented"}', "{}", "[]", "null", "7", '"', ""):
        answer = client.post("/account/2fa/webauthn/login/", {"credential": invented})
        assert answer["Location"] == LOGIN
        assert "_auth_user_id" not in client.session
