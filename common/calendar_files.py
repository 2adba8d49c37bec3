"""Calendars: entries go in, a calendar's text comes out. It knows nothing of what they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Guest:
    name: str
    email: str
    answer: str = ""  # "yes", "no", "maybe", or nothing yet


@dataclass(frozen=True)
class Entry:
    """Something in a calendar: from a moment to another, or a whole day."""

    uid: str
    title: str
    starts: datetime | date
    ends: datetime | None
    #: When what is said here was last changed.
    stamp: datetime
    sequence: int = 0
    place: str = ""
    url: str = ""
    description: str = ""
    is_cancelled: bool = False
    is_certain: bool = True
    #: Others may plan something then.
    is_free: bool = False
    guests: tuple[Guest, ...] = ()


def invitation(entry: Entry) -> str:
    """METHOD:REQUEST: come, or come at this time instead."""
    return _written([entry], "REQUEST")


def cancellation(entry: Entry) -> str:
    """METHOD:CANCEL: it is off, for those who are named."""
    return _written([entry], "CANCEL")


def feed(entries: Iterable[Entry], name: str) -> str:
    """A calendar to follow."""
    return _written(entries, "PUBLISH", name)


def _written(entries: Iterable[Entry], method: str, name: str = "") -> str:
    from common.icalendar_text import write  # its library is large, and few pages give a calendar

    return write(entries, method, name)
