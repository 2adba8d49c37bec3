"""A session ends after a time without use, and after two weeks in any case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.sign_in.sessions import remove_old_sessions
from tests.story import PASSWORD, Story

Clock = Callable[[timedelta], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POLL = {"sec-fetch-dest": "empty"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    began = timezone.now()
    return lambda later: monkeypatch.setattr(timezone, "now", lambda: began + later)


@pytest.fixture
def signed_in(client: Client, story: Story) -> Client:
    client.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    return client


def is_in(client: Client, **headers: str) -> bool:
    return client.get("/profile/", headers=headers).status_code == 200


def test_who_was_away_for_twelve_hours_signs_in_again(signed_in: Client, clock: Clock) -> None:
    clock(11 * HOUR)
    assert is_in(signed_in)
    clock(22 * HOUR)
    assert is_in(signed_in), "twelve hours from when it was used last"
    clock(34 * HOUR + timedelta(minutes=1))
    answer = signed_in.get("/profile/")
    assert answer["Location"] == "/account/login/?next=/profile/"
    assert "_auth_user_id" not in signed_in.session


def test_how_long_is_a_setting(signed_in: Client, clock: Clock, settings: LazySettings) -> None:
    settings.SESSION_IDLE = HOUR
    clock(timedelta(minutes=59))
    assert is_in(signed_in)
    clock(timedelta(minutes=120))
    assert not is_in(signed_in)


def test_after_two_weeks_it_ends_however_busy_one_is(signed_in: Client, clock: Clock, story: Story) -> None:
    for hours in range(6, 14 * 24, 6):
        clock(hours * HOUR)
        assert is_in(signed_in), hours
    clock(14 * DAY + timedelta(minutes=1))
    assert not is_in(signed_in)
    signed_in.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    assert is_in(signed_in), "from now for another two weeks"


def test_a_page_that_looks_for_news_keeps_nobody_signed_in(signed_in: Client, clock: Clock) -> None:
    for hour in range(1, 12):
        clock(hour * HOUR)
        assert is_in(signed_in, **POLL)
    clock(12 * HOUR + timedelta(minutes=1))
    assert not is_in(signed_in)


def test_no_page_writes_anew_when_it_was_used(signed_in: Client, clock: Clock) -> None:
    before = Session.objects.get().session_data
    clock(timedelta(minutes=4))
    assert is_in(signed_in)
    assert Session.objects.get().session_data == before


def test_the_sweep_removes_what_has_ended(signed_in: Client, clock: Clock, story: Story) -> None:
    other = Client()
    clock(13 * HOUR)
    other.post("/account/login/", {"login": story.sro.email, "password": PASSWORD})
    assert UserSession.objects.count() == 2
    assert remove_old_sessions(timezone.now()) == 1
    assert remove_old_sessions(timezone.now() + 30 * DAY) == 0, "that day has not come"
    assert [session.user for session in UserSession.objects.all()] == [story.sro]
    assert is_in(other)


def test_pages_that_need_no_sign_in_say_nothing_of_it(client: Client, story: Story) -> None:
    for url in ("/static/css/partnering.css", "/account/signup/"):
        assert "private" not in client.get(url).headers.get("Cache-Control", "")
    client.force_login(story.lead)
    for url in ("/", "/profile/", "/nowhere/", "/p/school/"):
        assert client.get(url)["Cache-Control"] == "private, no-store"
