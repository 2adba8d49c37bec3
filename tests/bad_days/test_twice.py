"""A form that makes something new and arrives twice makes one thing."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.bad_days.forms import Form
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.story import today

pytestmark = pytest.mark.django_db

#: Every address whose form makes something new.
MAKING = [
    "new_action",
    "actions",
    "agenda",
    "new_board",
    "new_meeting",
    "new_decision",
    "agree_action",
    "comment",
    "new_concern",
    "say_about_concern",
    "act_on_concern",
    "gains",
    "new_horizon_item",
    "prepare_for",
    "new_idea",
    "idea_action",
    "new_lesson",
    "new_risk",
    "treat_risk",
    "warnings",
    "charter_workshop",
    "plan_review",
    "record_review",
    "attach_file",
    "risk_imports",
    "action_imports",
    "people_imports",
    "finding",
]


def counted() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label in {"partnerships", "governance", "outbox", "assessments"}
    }


def filled(form: Form, world: World) -> dict[str, Any]:
    data: dict[str, Any] = form.filled()
    month = (today() + timedelta(days=40)).isoformat()
    other = {"date": month, "time": "10:00", "number": "3", "text": "Something new", "textarea": "And why"}
    for field in form.fields:
        if not data.get(field.name, [""])[0] and field.kind in other:
            data[field.name] = [other[field.kind]]
    for name in form.files:
        data[name] = SimpleUploadedFile("risks.csv", b"Event\nToo late")
    for name in ("members", "attendees"):
        if name in data:
            data[name] = [str(world.story.lead.pk), str(world.story.supplier_lead.pk)]
    if "chair" in data:
        data["chair"] = [str(world.story.lead.pk)]
    for name in ("replaces", "moved_back", "takes_over"):
        data.pop(name, None)
    return data


@pytest.mark.parametrize("name", MAKING)
def test_the_same_form_sent_twice_makes_one(world: World, forms: dict[str, Form], name: str) -> None:
    own = [
        form for form in forms.values() if resolve(form.action).url_name == name and form.typed + form.files
    ]
    assert own, "the page shows its form"
    client = Client()
    client.force_login(world.story.lead)
    before = counted()
    with transaction.atomic():
        data = filled(own[0], world)
        first = client.post(own[0].action, data)
        assert first.status_code == 302, getattr(
            first.context.get("form"), "errors", first.content.decode()[-3000:]
        )
        once = counted()
        assert once != before
        second = client.post(own[0].action, filled(own[0], world))
        assert (second.status_code, second["Location"]) == (302, first["Location"])
        assert counted() == once
        transaction.set_rollback(True)


def test_every_form_for_something_new_is_among_them(world: World) -> None:
    marked = set()
    for name in TABLE:
        url = address(world, name)
        if url.startswith("/p/") and getattr(
            getattr(resolve(url).func, "view_class", None), "makes_new", False
        ):
            marked.add(name)
    assert marked == set(MAKING)
    assert {name for name in TABLE if name.startswith("new_")} - marked == {
        "new_partnership",
        "new_agreement",
    }


def test_opened_anew_it_makes_another_and_a_refused_one_may_come_again(world: World) -> None:
    client = Client()
    client.force_login(world.story.lead)
    url, words = "/p/school/warnings/", {"text": "The test server is slow", "csrfmiddlewaretoken": "a" * 64}
    with transaction.atomic():
        before = counted()["governance.EarlyWarning"]
        assert client.post(url, {**words, "text": " "}).status_code == 200
        assert client.post(url, {**words, "text": " "}).status_code == 200
        for token, made in (("a", 1), ("a", 1), ("b", 2)):
            client.post(url, {**words, "csrfmiddlewaretoken": token * 64})
            assert counted()["governance.EarlyWarning"] == before + made
        client.force_login(world.story.member)
        client.post(url, words)
        assert counted()["governance.EarlyWarning"] == before + 3, "somebody else's is another"
        transaction.set_rollback(True)
