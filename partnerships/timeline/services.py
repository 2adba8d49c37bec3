from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.people.models import Person
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent

_happened_at: ContextVar[datetime | None] = ContextVar("happening_at", default=None)


@contextmanager
def happening_at(moment: datetime) -> Iterator[None]:
    """What is recorded inside happened at ``moment``: for histories that are written afterwards, such as the
    demo's. An event is never dated back once it stands."""
    token = _happened_at.set(moment)
    try:
        yield
    finally:
        _happened_at.reset(token)


def event_time(now: datetime | None = None) -> datetime:
    """When something that is done now happened: at the moment that ``happening_at`` names, or now."""
    return _happened_at.get() or now or timezone.now()


def record(
    *,
    partnership: Partnership,
    person: Person | None,
    kind: str,
    subject: str,
    space: str = Space.JOINT,
    change: dict[str, Any] | None = None,
) -> TimelineEvent:
    """Write down what happened. Call it inside the transaction of the change; ``person`` is ``None``
    where the product acted by itself."""
    return TimelineEvent.objects.create(
        at=event_time(),
        partnership=partnership,
        person=person,
        kind=kind,
        subject=subject[:255],
        space=space,
        change=change or {},
    )


@dataclass(frozen=True)
class Happened:
    """What happened to one of many, see ``record_all``."""

    kind: str
    subject: str
    space: str
    change: dict[str, Any]


def record_all(*, partnership: Partnership, person: Person | None, events: Iterable[Happened]) -> None:
    """The same for many at once, in one statement."""
    at = event_time()
    TimelineEvent.objects.bulk_create(
        [
            TimelineEvent(
                at=at,
                partnership=partnership,
                person=person,
                kind=event.kind,
                subject=event.subject[:255],
                space=event.space,
                change=event.change,
            )
            for event in events
        ],
        batch_size=500,
    )
