"""What services take, in the tests that call them all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from assessments.rounds.due import next_anniversary
from governance.action_items.tests.factories import day
from governance.boards.tests.factories import in_days
from tests.locks.world import World
from tests.story import today

Given = dict[str, Any]
Calls = dict[str, Callable[[World], Given]]
TASK: Final[Given] = {"title": "Do it", "level": "tactical"}
RISK: Final[Given] = {
    "event": "It rains", "cause": "Clouds.", "effect": "Wet.", "bears": "shared", "manages": "supplier",
    "reason": "They can.",
}  # fmt: skip
SCORE: Final[Given] = {"likelihood": 5, "impact_customer": 5, "impact_supplier": 5}
CONCERN: Final[Given] = {"title": "Late", "text": "It is late.", "effect": "We wait.", "wish": "Be early."}
HORIZON: Final[Given] = {"kind": "law", "title": "Changed", "meaning": "Longer."}
PERSON: Final[Given] = {"given_name": "Nils", "family_name": "Ny", "password": "a-good-long-password"}
TERMS: Final[Given] = {
    "title": "School systems", "number": "N-1", "description": "", "start": None, "end": None,
    "signed": None, "value": None, "currency": "", "cpv": [],
}  # fmt: skip


def task(world: World) -> Given:
    return {**TASK, "owner": world.person("srie"), "due": day(9)}


def by(world: World, who: str = "lead", **given: Any) -> Given:
    return {"actor": world.actor(who), **given}


def proposed(world: World, who: str, **given: Any) -> Given:
    return {"actor": world.proposed.actor(who), **given}


def later(world: World, days: int = 0) -> Given:
    return {"now": timezone.now() + timedelta(days=days)}


def meeting(world: World) -> Given:
    people = [world.person(name) for name in ("lead", "sro", "srie", "member")]
    return {"starts_at": in_days(40), "attendees": people, "minutes_long": 30, "time_zone": "Europe/Oslo"}


def board(world: World, *names: str) -> Given:
    return {"members": [world.person(name) for name in names], "chair": world.person("lead")}


def before_the_anniversary(world: World) -> Given:
    day = today()
    return later(world, (next_anniversary(world.story.partnership.start, day) - day).days - 20)
