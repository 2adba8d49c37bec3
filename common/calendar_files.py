"""Calendars: entries go in, a calendar's text comes out. The one module that knows iCalendar (RFC 5545, and
RFC 5546 for invitations); it knows nothing of what the entries are about.

The library is imported where a calendar is written: it is large, and few pages give one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

PRODUCT: Final = "-//Partnering//Partnering//EN"
#: How often a program that follows a calendar is asked to look again.
REFRESHED: Final = timedelta(hours=4)
ANSWERS: Final = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}


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
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESHED)
    for entry in entries:
        calendar.add_component(_event(entry, is_asked=method == "REQUEST"))
    text: str = calendar.to_ical().decode()
    return text


def _event(entry: Entry, *, is_asked: bool) -> "Event":
    from icalendar import Event, vUri

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("summary", _plain(entry.title))
    if isinstance(entry.starts, datetime):
        event.add("dtstart", entry.starts.astimezone(UTC))
        event.add("dtend", (entry.ends or entry.starts).astimezone(UTC))
        event.add("transp", "TRANSPARENT" if entry.is_free else "OPAQUE")
    else:
        event.add("dtstart", entry.starts)
        event.add("dtend", entry.starts + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    for field, said in (("location", entry.place), ("description", entry.description)):
        if said:
            event.add(field, _plain(said))
    if entry.url:
        event.add("url", vUri(entry.url))
    certain = "CONFIRMED" if entry.is_certain else "TENTATIVE"
    event.add("status", "CANCELLED" if entry.is_cancelled else certain)
    event.add("organizer", _organizer(), encode=False)
    for guest in entry.guests:
        event.add("attendee", _attendee(guest, is_asked=is_asked), encode=False)
    return event


def _organizer() -> "vCalAddress":
    """The product itself: the address that its mails come from."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return _address(email, {"CN": _plain(name)} if name else {})


def _attendee(guest: Guest, *, is_asked: bool) -> "vCalAddress":
    params = {
        "CN": _plain(guest.name),
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": ANSWERS.get(guest.answer, "NEEDS-ACTION"),
    }
    return _address(guest.email, {**params, "RSVP": "TRUE"} if is_asked else params)


def _address(email: str, params: dict[str, str]) -> "vCalAddress":
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{email}")
    address.params.update(params)
    return address


def _plain(text: str) -> str:
    """Without characters that no calendar may hold."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())
