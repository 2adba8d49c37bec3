import socket

import pytest
from django.core.cache import caches
from django.test import Client

from tests.story import PASSWORD, Story


@pytest.fixture
def no_redis(settings: pytest.FixtureRequest) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    away = {
        "BACKEND": "partnering.redis_cache.ForgivingRedisCache",
        "LOCATION": f"redis://127.0.0.1:{port}/0",
    }
    settings.CACHES = {"default": away}  # type: ignore[attr-defined]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # type: ignore[attr-defined]


def test_people_sign_in_and_work_while_redis_is_away(client: Client, story: Story, no_redis: None) -> None:
    wrong = client.post("/account/login/", {"login": story.lead.email, "password": "wrong"})
    assert wrong.status_code == 200
    answer = client.post("/account/login/", {"login": story.lead.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert client.get("/profile/").status_code == 200


def test_the_cache_is_empty_while_redis_is_away(no_redis: None) -> None:
    cache = caches["default"]
    cache.set("word", "value")
    assert cache.get("word", "nothing") == "nothing"
    assert cache.get_many(["word"]) == {}
    assert "word" not in cache
    assert cache.set_many({"word": "value"}) == ["word"]
    cache.delete("word")
    cache.clear()
