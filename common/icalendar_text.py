"""The one module that knows iCalendar (RFC 5545, and RFC 5546 for invitations)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Final

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vUri

from common.calendar_files import Entry, Guest

PRODUCT: Final = "-//Partnering//Partnering//EN"
#: How often a program that follows a calendar is asked to look again.
REFRESHED: Final = timedelta(hours=4)
ANSWERS: Final = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}


def write(entries: Iterable[Entry], method: str, name: str) -> str:
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


def _event(entry: Entry, *, is_asked: bool) -> Event:
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


def _organizer() -> vCalAddress:
    """The product itself: the address that its mails come from."""
    name, email = parseaddr(settings.DEFAULT_FROM_EMAIL)
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = _plain(name)
    return address


def _attendee(guest: Guest, *, is_asked: bool) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}")
    address.params["CN"] = _plain(guest.name)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = ANSWERS.get(guest.answer, "NEEDS-ACTION")
    if is_asked:
        address.params["RSVP"] = "TRUE"
    return address


def _plain(text: str) -> str:
    """Without characters that no calendar may hold."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable())
