"""So many times within so long, whoever counts and from wherever."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from common import limits
from common.limits import give_back, is_spent, limit, remove_old_counters
from common.models import Counter
from tests.races import at_once

HOUR = timedelta(hours=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    began = timezone.now()

    def go_to(later: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: began + later)

    go_to(timedelta(0))
    return go_to


@pytest.mark.django_db
def test_the_window_ends_when_it_said_however_often_one_asks(clock: Any) -> None:
    assert [limit("door", 2, HOUR) for _ in range(4)] == [True, True, False, False]
    assert limit("window", 2, HOUR), "another thing has a count of its own"
    clock(timedelta(minutes=59))
    assert not limit("door", 2, HOUR)
    assert is_spent("door", 2)
    clock(timedelta(minutes=61))
    assert not is_spent("door", 2)
    assert limit("door", 2, HOUR)


@pytest.mark.django_db
def test_what_did_not_count_is_given_back(clock: Any) -> None:
    assert [limit("door", 2, HOUR) for _ in range(2)] == [True, True]
    give_back("door")
    assert [limit("door", 2, HOUR) for _ in range(2)] == [True, False]


@pytest.mark.django_db
def test_no_count_goes_before_its_time_and_none_stays_after_it(clock: Any) -> None:
    for n in range(40):
        limit(f"door {n}", 1, HOUR)
    assert remove_old_counters(timezone.now()) == 0
    assert not limit("door 0", 1, HOUR)
    assert remove_old_counters(timezone.now() + HOUR + timedelta(seconds=1)) == 40
    assert not Counter.objects.exists()


@pytest.mark.django_db
def test_where_nothing_can_be_counted_readers_go_on_and_guessers_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*args: object) -> int:
        raise OperationalError("database or disk is full")

    assert limit("door", 1, HOUR)
    monkeypatch.setattr(limits, "_count", full)
    assert limit("window", 1, HOUR) is True
    assert limit("window", 1, HOUR, otherwise=False) is False
    assert limit("door", 1, HOUR) is False, "what was counted before is known"


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_only_so_many_are_let_in() -> None:
    for n in range(5):
        let_in = at_once(*[lambda n=n: limit(f"door {n}", 3, HOUR)] * 8)
        assert sorted(let_in) == [False] * 5 + [True] * 3
