from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Person
from partnerships.models import Partnership, TimelineEvent
from partnerships.sides import Space

_told_at: ContextVar[datetime | None] = ContextVar("told_at", default=None)


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """What is recorded inside happened at ``moment``: for histories that are told afterwards, such as the
    demo's. An event is never dated back once it stands."""
    token = _told_at.set(moment)
    try:
        yield
    finally:
        _told_at.reset(token)


def happens_at(now: datetime | None = None) -> datetime:
    """When something that is done now happened: at the moment of which is told, or now."""
    return _told_at.get() or now or timezone.now()


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
    touch(partnership.pk)
    return TimelineEvent.objects.create(
        at=happens_at(),
        partnership=partnership,
        person=person,
        kind=kind,
        subject=subject[:255],
        space=space,
        change=change or {},
    )


def touch(*partnership_ids: int) -> None:
    """Something in these partnerships looks different from now on. ``record`` says it by itself; what
    leaves no event on the timeline, such as an answer, says it here, in the transaction of the change."""
    Partnership.touch(partnership_ids)
