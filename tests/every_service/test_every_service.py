"""Who may do what is a matter of the services: each is called directly, as everybody."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404
from django.test import override_settings
from django.utils import timezone
from django.utils.module_loading import import_string
from pytest_django import DjangoDbBlocker

from partnerships.access.actors import find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Stage
from tests.every_service.asking import (
    CALLS,
    PEOPLE,
    WHO,
    give_the_stranger_a_partnership,
    in_place_of,
    is_let,
    key_of,
    undone,
)
from tests.every_service.table import AFTER_THE_END, NARROWED, PARTS, TABLE
from tests.houses import public_functions
from tests.locks.build import build_world
from tests.locks.world import World
from tests.story import tell_story

pytestmark = pytest.mark.django_db
OF_ACTORS = sorted(path for path in TABLE if not path.startswith(("accounts", "agreements", "outbox")))


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    files: Path = tmp_path_factory.mktemp("files")
    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], MEDIA_ROOT=files
    )
    with quick, django_db_blocker.unblock(), undone():
        world = build_world(tell_story())
        give_the_stranger_a_partnership(world)
        yield world


def told_who_does_it() -> Iterator[str]:
    """Every function that takes by name who does it."""
    for path, function in public_functions():
        takes = inspect.signature(function).parameters
        if any(key in takes and takes[key].kind == inspect.Parameter.KEYWORD_ONLY for key in WHO):
            yield path


def test_every_service_is_in_the_table_and_every_row_has_its_service() -> None:
    assert set(told_who_does_it()) == set(TABLE) | NARROWED | PARTS
    assert set(TABLE) <= set(CALLS)


@pytest.mark.parametrize("path", sorted(TABLE))
def test_who_may(world: World, path: str) -> None:
    with undone():
        by_actor = key_of(CALLS[path](world)) == "actor"
    people = [who for who in PEOPLE if not (by_actor and who == "stranger")]
    assert {who for who in people if is_let(path, world, who)} == TABLE[path]


@pytest.mark.parametrize("path", OF_ACTORS)
def test_an_actor_of_another_partnership_touches_nothing_here(world: World, path: str) -> None:
    with undone():
        given = CALLS[path](world)
        if key_of(given) != "actor":
            return
        before = of_these(world)
        is_refused = False
        try:
            import_string(path)(**in_place_of(given, "actor", world, "stranger"))
        except (PermissionDenied, Http404, ValidationError):
            is_refused = True
        names_something = any(
            isinstance(value, Model) and value._meta.app_label != "accounts"
            for name, value in given.items()
            if name != "actor"
        )
        assert is_refused or not names_something
        assert of_these(world) == before


def of_these(world: World) -> dict[str, Any]:
    """All that belongs to the partnerships of the story."""
    own = [one.partnership.pk for one in (world.story, world.elsewhere, world.proposed)]
    return {
        model.__name__: list(model._base_manager.filter(partnership__in=own).order_by("pk").values_list())
        for model in apps.get_models()
        if any(field.name == "partnership" for field in model._meta.fields)
    }


@pytest.mark.parametrize("path", OF_ACTORS)
def test_after_the_end_nothing_is_changed_any_more(world: World, path: str) -> None:
    """Neither by who comes then, nor by who was let in a moment before."""
    with undone():
        given = CALLS[path](world)
        if (
            key_of(given) != "actor"
            or path in AFTER_THE_END
            or given["actor"].partnership == world.proposed.partnership
        ):
            return
        Partnership.objects.update(stage=Stage.ENDED)
        with pytest.raises((PermissionDenied, ValidationError)):
            import_string(path)(**given)
        assert not is_let(path, world, "lead")


def test_who_has_left_is_nobody(world: World) -> None:
    with undone():
        for who in PEOPLE:
            world.person(who).memberships.update(ended_at=timezone.now())
            for one in (world.story, world.elsewhere, world.proposed):
                assert find_actor(world.person(who), one.partnership.reference) is None
        for path in sorted(TABLE):
            if key_of(given_or_none(path, world)) in (None, "actor"):
                continue
            if path.startswith(("accounts.people", "governance", "accounts.invitations.services.accept")):
                continue  # one's own
            assert not any(is_let(path, world, who) for who in TABLE[path]), path


def given_or_none(path: str, world: World) -> dict[str, Any]:
    try:
        return CALLS[path](world)
    except AssertionError:
        return {}  # there is no actor any more
