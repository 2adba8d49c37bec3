"""What stops when a partnership ends: each room says it of its own things in its ``offers.py``."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from accounts.people.models import Person
from partnerships.lifecycle.models import ChangeProposal, Partnership

#: Called in the transaction that ends the partnership, before it is read-only; with who agreed, and when.
Stop = Callable[[Partnership, Person, datetime], None]
_stops: Final[list[Stop]] = []


def stop_when_ended(stop: Stop) -> Stop:
    _stops.append(stop)
    return stop


def stop_everything(partnership: Partnership, by: Person, now: datetime) -> None:
    """Call it in a transaction that holds the partnership."""
    for stop in _stops:
        stop(partnership, by, now)
    waiting = partnership.change_proposals.filter(state=ChangeProposal.State.OPEN)
    waiting.update(state=ChangeProposal.State.LAPSED, answered_by=by, answered_at=now)
