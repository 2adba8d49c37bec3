"""No two services can end in a deadlock, whatever they meet: each is called alone on PostgreSQL, and what it
locks in which order is compared with all others'."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils.module_loading import import_string

from portfolio.sweeps import SWEEPS
from tests.houses import public_functions
from tests.locks.build import build_world
from tests.locks.calls import ALONE, CALLS, PARTS
from tests.locks.graph import deadlocks, disorder, sharing_several
from tests.locks.racing import racers
from tests.locks.recording import Transaction, recorder
from tests.locks.world import World
from tests.story import tell_story

#: What a function says that changes rows others may be changing.
SAYS = ("transaction.atomic", "locked(", "lock_for_update(", "lock_partnership(", "for_each(", "in_batches(")


def services() -> Iterator[str]:
    for path, function in public_functions():
        if any(word in inspect.getsource(function) for word in SAYS):
            yield path


def test_every_service_is_raced() -> None:
    """One that is new has its call in ``calls.py``; one that is gone has none."""
    known = set(CALLS) | PARTS | set(ALONE)
    found = set(services()) | set(SWEEPS.values())
    assert found - known == set(), "not in tests/locks/calls.py"
    assert all(callable(import_string(path)) for path in known)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_no_two_services_can_end_in_a_deadlock(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("agreements.importing.services", "partnerships.importing.services"):
        monkeypatch.setattr(f"{module}.delete_uploads", lambda files: None)
    calls = made_ready(build_world(tell_story()))
    recorded = record_all(calls)
    found = deadlocks(recorded) | disorder(recorded)
    assert not found, "\n".join(sorted(found))
    # and that it is so: those that could come near each other do
    with racers() as two:
        for pair in sharing_several(recorded):
            went_wrong = two.race([calls[path] for path in pair.services], pair.first)
            assert not went_wrong, f"{pair.services}: {went_wrong}"


def made_ready(world: World) -> dict[str, Callable[[], Any]]:
    def called(path: str, given: Callable[[World], dict[str, Any]]) -> Callable[[], Any]:
        return lambda: import_string(path)(**given(world))

    return {path: called(path, given) for path, given in CALLS.items()}


def record_all(calls: dict[str, Callable[[], Any]]) -> dict[str, list[Transaction]]:
    recorded, failed = {}, []
    with recorder() as recording:
        for path, call in calls.items():
            try:
                recorded[path] = recording.record(call)
                assert recording.writes, "it changed nothing"
            except Exception as error:
                failed.append(f"{path}: {error!r}")
    assert not failed, "\n".join(failed)
    return recorded
