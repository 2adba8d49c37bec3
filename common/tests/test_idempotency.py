"""The same form arrives again: at once, after the cache has forgotten, or after it failed."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.people.models import Person
from common.idempotency import remove_old_marks
from common.service_form import ServiceFormView
from governance.warnings.models import EarlyWarning
from tests.races import at_once
from tests.story import Story

WARNING = {"text": "The test server is slow", "csrfmiddlewaretoken": "a" * 64}


def test_it_makes_one_though_the_cache_forgets(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    for _ in range(2):
        cache.clear()
        assert client.post("/p/school/warnings/", WARNING).status_code == 302
    assert EarlyWarning.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_arriving_several_times_at_once_it_makes_one(story: Story) -> None:
    def send(person: Person) -> tuple[int, str]:
        client = Client()
        client.force_login(person)
        answer = client.post("/p/school/warnings/", WARNING)
        return answer.status_code, answer["Location"]

    led_to = at_once(*[lambda: send(story.lead)] * 4, lambda: send(story.member))
    assert len(set(led_to)) == 1, led_to
    assert sorted(warning.raised_by_id for warning in EarlyWarning.objects.all()) == sorted(
        [story.lead.pk, story.member.pk]
    )


@pytest.mark.django_db(transaction=True)
def test_where_it_fails_neither_mark_nor_thing_is_left(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(story.lead)
    with monkeypatch.context() as broken:
        broken.setattr(ServiceFormView, "done", lambda *args: 1 / 0)  # after the service
        assert client.post("/p/school/warnings/", WARNING).status_code == 500
    assert not EarlyWarning.objects.exists()
    assert client.post("/p/school/warnings/", WARNING).status_code == 302
    assert EarlyWarning.objects.count() == 1


def test_marks_are_removed_when_nobody_comes_back_any_more(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post("/p/school/warnings/", WARNING)
    assert remove_old_marks(timezone.now()) == 0
    assert remove_old_marks(timezone.now() + timedelta(minutes=11)) == 1
    client.post("/p/school/warnings/", WARNING)
    assert EarlyWarning.objects.count() == 2
