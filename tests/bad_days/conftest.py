"""The world of ``tests/every_url``, with Karin, a lead, at her browser and the pen in her hand."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve
from pytest_django import DjangoDbBlocker

from governance.minutes.models import Minutes
from governance.minutes.services import take_editing_lock
from tests.bad_days.forms import Form, forms_of
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.every_url.world import build_world
from tests.story import tell_story


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once; each test leaves it as it was."""
    files = tmp_path_factory.mktemp("files")
    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], MEDIA_ROOT=files
    )
    with quick, django_db_blocker.unblock(), transaction.atomic():
        world = build_world(tell_story(), files)
        minutes = Minutes.objects.get(meeting__number=world.parts["minutes"]["number"])
        take_editing_lock(actor=world.story.actor("lead"), minutes=minutes)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_of_the_world(world: World, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = world.files


@pytest.fixture(scope="module")
def forms(world: World) -> dict[str, Form]:
    """Every form under /p/ that the lead is shown, one for each address that takes it and each set of
    fields, with the token of its page."""
    client = Client()
    client.force_login(world.story.lead)
    found: dict[str, Form] = {}
    for name, row in TABLE.items():
        url = address(world, name)
        if not row.get or "lead" not in row.get or not url.startswith("/p/"):
            continue
        page = client.get(url)
        if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
            for form in forms_of(page.content.decode(), url):
                match = resolve(form.action)
                kind = match.kwargs.get("kind", "")
                fields = sorted({field.name for field in form.fields} - {"csrfmiddlewaretoken"})
                if form.action.startswith("/p/") and (match.url_name != "attach_file" or kind == "risk"):
                    found.setdefault(f"{match.url_name} {','.join(fields)}", form)
    return found
