"""Walk the resolver as everybody: the table says who may, and nothing is missing from it."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from tests.every_url.parts import World
from tests.every_url.table import ALLAUTH, EVERYBODY, INSIDERS, TABLE, Row
from tests.every_url.world import build_world, propose
from tests.story import tell_story

pytestmark = pytest.mark.django_db

DONE = {200, 204, 302}
#: A method that the page does not take changes nothing, whoever tries.
NOT_TAKEN = {405, 404, 403, 401}


def names(resolver: URLResolver | None = None) -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or f"without a name: {pattern.pattern}"


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once, with everybody signed in: each test leaves it as it was."""
    files = tmp_path_factory.mktemp("files")
    quick = override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], MEDIA_ROOT=files
    )
    with quick, django_db_blocker.unblock(), transaction.atomic():
        world = build_world(tell_story(), files)
        for who, person in world.story.people.items():
            client = Client()
            client.force_login(person)
            world.sessions[who] = client.cookies["sessionid"].value
        yield world
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files_of_the_world(world: World, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = world.files


def address(world: World, name: str) -> str:
    parts = world.parts.get(name)
    if parts is None and "<slug:reference>" in route(name):
        parts = {"reference": world.story.partnership.reference}
    return reverse(name, kwargs=parts or {})


def route(name: str) -> str:
    def walk(resolver: URLResolver, start: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, start + str(pattern.pattern))
            elif pattern.name == name:
                yield start + str(pattern.pattern)

    return next(walk(get_resolver(), ""))


def answer(world: World, who: str, method: str, url: str) -> int:
    """The status that this person gets. What the request changed is rolled back."""
    client = Client(raise_request_exception=True)
    if who != "anonymous":
        client.cookies["sessionid"] = world.sessions[who]
    with transaction.atomic():
        response = getattr(client, method)(url)
        transaction.set_rollback(True)
    if who != "anonymous":
        assert response["Cache-Control"] == "private, no-store", "no browser and no proxy keeps it"
    if response.status_code == 302 and "/account/login/" in response["Location"]:
        return 401
    return int(response.status_code)


def expected(row: Row, who: str, allowed: frozenset[str], in_partnership: bool) -> set[int]:
    if who in allowed:
        return DONE
    if who == "anonymous":
        return {401}
    if in_partnership:
        if who == "supplier_administrator":
            return {403, 404}  # knows the proposal, so the partnership is no secret; nothing in it is theirs
        return {403} if who in INSIDERS else {404}
    return {row.refused}


def test_every_url_is_in_the_table_and_every_row_has_its_url() -> None:
    ours = {name for name in names() if not name.startswith(("mfa_", "usersessions_"))}
    assert ours == set(TABLE) | set(ALLAUTH)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_who_gets_what(world: World, name: str) -> None:
    row, url = TABLE[name], address(world, name)
    in_partnership = url.startswith("/p/")
    wrong = []
    for method, allowed in (("get", row.get), ("post", row.post)):
        for who in sorted(EVERYBODY):
            status = answer(world, who, method, url)
            right = NOT_TAKEN if allowed is None else expected(row, who, allowed, in_partnership)
            if status not in right:
                wrong.append(f"{method.upper()} {url} as {who}: {status}, not {sorted(right)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(ALLAUTH))
def test_sign_in_pages_open_for_whom_they_should(world: World, name: str) -> None:
    parts = {"uidb36": "1", "key": "a-b"} if name == "account_reset_password_from_key" else {}
    url = reverse(name, kwargs=parts)
    assert (answer(world, "anonymous", "get", url) == 401) is ALLAUTH[name]
    assert answer(world, "reader", "get", url) in {200, 302, 405}


OF_A_PARTNERSHIP = sorted(name for name in TABLE if "<slug:reference>" in route(name) and name != "proposal")


@pytest.mark.parametrize("name", OF_A_PARTNERSHIP)
def test_a_proposed_partnership_is_its_proposers_sides_alone(world: World, name: str) -> None:
    url = address(world, name)
    assert url.startswith("/p/")
    propose(world)
    for who in sorted(EVERYBODY):
        if who.startswith("supplier_") or who in {"srie", "stranger"}:
            for method in ("get", "post"):
                assert answer(world, who, method, url) in {403, 404}, f"{method} {url} as {who}"


def test_the_proposal_is_answered_by_the_supplier_alone(world: World) -> None:
    propose(world)
    url = reverse("proposal", args=[world.story.partnership.reference])
    may_answer = {"supplier_administrator", "supplier_officer"}
    for who in sorted(may_answer):
        assert answer(world, who, "get", url) == 200
    for who in ("supplier_member", "srie", "stranger", "administrator"):
        assert answer(world, who, "get", url) == 404
    assert answer(world, "reader", "get", url) == 403
