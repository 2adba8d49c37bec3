"""The pages for when something is wrong: friendly, in our look, for people signed in or not."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from pytest_django.fixtures import Settings

from partnering.urls import urlpatterns as own
from tests.story import Story


def fail(request: HttpRequest, how: str) -> HttpResponse:
    raise {"403": PermissionDenied, "400": SuspiciousOperation, "500": RuntimeError}[how]


urlpatterns = [*own, path("fail/<str:how>/", fail)]


@pytest.mark.parametrize("how", ["400", "403", "404", "500"])
def test_what_went_wrong_is_said_in_a_friendly_way(story: Story, settings: Settings, how: str) -> None:
    settings.ROOT_URLCONF = __name__
    settings.DEBUG = False
    client = Client(raise_request_exception=False)
    client.force_login(story.lead)
    answer = client.get(f"/fail/{how}/" if how != "404" else "/nothing/here/")
    text = answer.content.decode()
    assert answer.status_code == int(how)
    assert "Partnering" in text
    assert "To the start" in text
    assert " style=" not in text


@pytest.mark.usefixtures("story")
def test_a_form_from_elsewhere_is_refused_in_a_friendly_way() -> None:
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "not done yet" in answer.content.decode()


def test_the_page_for_our_own_mistakes_needs_nothing() -> None:
    assert "To the start" in render_to_string("500.html")
