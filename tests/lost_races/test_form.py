"""A form that loses a race in the database is tried again, and nobody sees an error of it."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from accounts.organisations.models import Organisation
from common.locks import locked
from common.service_form import ServiceFormView
from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day
from partnering.urls import urlpatterns as own
from partnerships.timeline.services import record
from tests.races import at_once
from tests.story import Story, tell_story

ACTIONS = "/p/school/actions/"
Locks = tuple[Callable[[], None], Callable[[], None]]
POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


def lose() -> None:
    """The database's own error, as at the end of a deadlock."""
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$")


both_have_one = Barrier(2)


def rename_both(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """In the order in which it is asked, which is the wrong one for one of two."""
    with transaction.atomic():
        one = locked(Organisation.objects.filter(pk=first)).get()
        with suppress(BrokenBarrierError):  # the second time there is nobody to wait for
            both_have_one.wait(5)
        other = locked(Organisation.objects.filter(pk=second)).get()
        for organisation in (one, other):
            organisation.name += f" {first}"
            organisation.save()
    return HttpResponse("Done")


class StoresAndLoses(ServiceFormView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        Organisation.objects.create(name="Stored already", country="SE")
        lose()
        raise AssertionError


urlpatterns = [
    *own,
    path("rename/<int:first>/<int:second>/", rename_both),
    path("lose/", StoresAndLoses.as_view()),
]


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_both_of_a_deadlock_end_well(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.ROOT_URLCONF = __name__
    story = tell_story()
    both_have_one.reset()
    a, b = story.customer.pk, story.supplier.pk

    def send(first: int, second: int) -> int:
        browser = Client(raise_request_exception=False)
        browser.force_login(story.lead)
        return browser.post(f"/rename/{first}/{second}/").status_code

    assert at_once(lambda: send(a, b), lambda: send(b, a)) == [200, 200]
    for organisation in Organisation.objects.filter(pk__in=[a, b]):
        assert str(a) in organisation.name
        assert str(b) in organisation.name


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("losses", "status"), [(2, 302), (3, 503)])
def test_the_third_try_is_the_last(
    client: Client, monkeypatch: pytest.MonkeyPatch, losses: int, status: int
) -> None:
    story, left = tell_story(), [losses]

    def lose_and_record(**given: Any) -> Any:
        if left[0]:
            left[0] -= 1
            lose()
        return record(**given)

    monkeypatch.setattr("governance.action_items.services.record", lose_and_record)
    client.force_login(story.lead)
    answer = client.post(ACTIONS + "new/", filled(story))
    assert answer.status_code == status
    assert left == [0]
    assert ActionItem.objects.count() == (status == 302)
    if status == 503:
        page = answer.content.decode()
        assert "this was not saved" in page
        assert "Ask the schools what they need" in page


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_what_was_stored_is_not_stored_again(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    client.force_login(tell_story().lead)
    answer = client.post("/lose/")
    assert answer.status_code == 503
    assert "perhaps not saved" in answer.content.decode()
    assert Organisation.objects.filter(name="Stored already").count() == 1


@POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_session_that_could_not_be_saved(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = False
    browser = Client(raise_request_exception=False)
    browser.force_login(tell_story().lead)
    answer = {}
    for status, fail in ((503, lose), (500, divide)):
        monkeypatch.setattr(SessionMiddleware, "process_response", lambda *given, fail=fail: fail())
        answer[status] = browser.get(ACTIONS)
        assert answer[status].status_code == status
    assert "Many are saving at this moment" in answer[503].content.decode()
    assert "Something went wrong on our side" in answer[500].content.decode()


def divide() -> None:
    raise ZeroDivisionError


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lets_go", [True, False])
def test_a_locked_sqlite(
    client: Client, monkeypatch: pytest.MonkeyPatch, locked_by_another: Locks, lets_go: bool
) -> None:
    """Another process writes for longer than one waits: until the second try, or for good."""
    story = tell_story()
    client.force_login(story.lead)
    begin, end = locked_by_another
    begin()
    monkeypatch.setattr("common.lost_races.time.sleep", lambda seconds: end() if lets_go else None)
    answer = client.post(ACTIONS + "new/", filled(story))
    end()
    assert answer.status_code == (302 if lets_go else 503)
    assert ActionItem.objects.count() == lets_go
    if not lets_go:
        assert "Ask the schools what they need" in answer.content.decode()


def filled(story: Story) -> dict[str, Any]:
    return {
        "csrfmiddlewaretoken": "x" * 32,  # so that it is known when it comes twice
        "title": "Ask the schools what they need",
        "owner": story.lead.pk,
        "due": day(9).isoformat(),
        "level": "tactical",
        "space": "joint",
    }
