"""Guessing is made slow: by account, by address, and for all processes together."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.test import Client

from partnering.cache import FolderCache
from tests.story import PASSWORD, Story

LOGIN = "/account/login/"


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client, story: Story) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": story.lead.email, "password": "wrong"})
    answer = client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "Too many tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    other = client.post(LOGIN, {"login": story.sro.email, "password": PASSWORD})
    assert other.status_code == 302, "others are not locked out with them"


def test_many_accounts_from_one_address_are_stopped_with_a_friendly_page(
    client: Client, story: Story
) -> None:
    answers = [
        client.post(LOGIN, {"login": f"nobody{n}@fyrstad.example", "password": "wrong"}) for n in range(31)
    ]
    assert answers[-1].status_code == 429
    assert "A little slower" in answers[-1].content.decode()
    assert client.post(LOGIN, {"login": story.lead.email, "password": PASSWORD}).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(LOGIN, {"login": story.lead.email, "password": PASSWORD}).status_code == 302


def test_asking_for_resets_is_limited_too(client: Client, story: Story) -> None:
    codes = [
        client.post("/account/password/reset/", {"email": story.lead.email}).status_code for _ in range(6)
    ]
    assert codes == [302] * 5 + [429]


def test_a_forged_forwarding_header_does_not_start_the_count_anew(client: Client, story: Story) -> None:
    for n in range(31):
        answer = client.post(
            LOGIN,
            {"login": f"nobody{n}@fyrstad.example", "password": "wrong"},
            headers={"X-Forwarded-For": f"192.0.2.{n}"},
        )
    assert answer.status_code == 429


def test_every_process_counts_in_the_same_place(tmp_path: Path) -> None:
    from partnering import settings as own

    shared = "redis_cache.ForgivingRedisCache" if own.REDIS_URL else "cache.FolderCache"
    assert own.CACHES["default"]["BACKEND"] == f"partnering.{shared}"
    one, other = (FolderCache(str(tmp_path), {}) for _ in range(2))
    one.set("attempts", 5)
    assert other.get("attempts") == 5
    assert other.add("attempts", 1) is False
    one.set("attempts", 5, timeout=0)
    assert other.add("attempts", 1) is True
    assert one.get("attempts") == 1


def test_of_many_who_want_the_same_lock_one_gets_it(tmp_path: Path) -> None:
    cache = FolderCache(str(tmp_path), {})
    for n in range(20):
        start = threading.Barrier(8)

        def take(key: str = f"lock-{n}", start: threading.Barrier = start) -> bool:
            start.wait()
            return cache.add(key, True, 60)

        with ThreadPoolExecutor(8) as many:
            got = [attempt.result() for attempt in [many.submit(take) for _ in range(8)]]
        assert got.count(True) == 1
    assert not [path for path in tmp_path.iterdir() if path.suffix != ".djcache"], "nothing is left lying"
