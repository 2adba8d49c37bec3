"""The view that all forms rest on."""

from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse

from common.idempotency import idempotent
from common.service_form import ServiceFormView
from governance.warnings.models import EarlyWarning
from tests.story import Story


class NoteForm(forms.Form):
    title = forms.CharField()
    version = forms.IntegerField()


class NoteView(ServiceFormView):
    """Stands in for a page; what the service refuses is said by each test."""

    form_class = NoteForm
    refusal: Any = None

    def get_version(self) -> int:
        return 8

    def form_valid(self, form: NoteForm) -> HttpResponse:
        if self.refusal:
            raise ValidationError(self.refusal)
        return self.done("Noted.", "/notes/")

    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        self.shown = context["form"]
        return HttpResponse()


def sent(view: ServiceFormView, body: str) -> HttpResponse:
    request = HttpRequest()
    request.method = "POST"
    request.POST = QueryDict(body)
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    view.setup(request)
    response = view.dispatch(request)
    assert isinstance(response, HttpResponse)
    return response


def test_what_the_service_did_is_said_and_one_goes_on() -> None:
    view = NoteView()
    response = sent(view, "title=Rain&version=7")
    assert (response.status_code, response.headers["Location"]) == (302, "/notes/")
    assert [str(message) for message in view.request._messages] == ["Noted."]  # type: ignore[attr-defined]


def test_what_the_service_refuses_stands_at_the_field_and_what_was_typed_stays() -> None:
    view = NoteView()
    view.refusal = {"title": "Not rain again.", "weather": "No such field."}
    assert sent(view, "title=Rain&version=7").status_code == 200
    assert view.shown.errors == {"title": ["Not rain again."], "__all__": ["No such field."]}
    assert view.shown["title"].value() == "Rain"
    assert view.shown["version"].value() == "8"  # so that the next attempt starts from how it is now


def test_what_the_form_refuses_never_reaches_the_service() -> None:
    view = NoteView()
    view.refusal = "It was called."
    assert sent(view, "version=7").status_code == 200
    assert list(view.shown.errors) == ["title"]
    assert view.shown["version"].value() == "7"


@pytest.mark.django_db
def test_a_form_is_sent_by_post_and_by_nothing_else(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    address = reverse("warnings", args=[story.partnership.reference])
    for method in (client.put, client.patch, client.delete):
        assert method(address, {"text": "The bridge sways."}).status_code == 405
    assert not EarlyWarning.objects.exists()
    client.post(address, {"text": "The bridge sways."})
    assert EarlyWarning.objects.count() == 1


def test_what_is_answered_once_is_not_made_to_wait_for_itself() -> None:
    answered = idempotent(NoteView.post)
    assert idempotent(answered) is answered
