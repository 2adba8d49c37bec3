"""Reading a calendar as a strict client would (RFC 5545, RFC 5546)."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from django.core.mail import get_connection
from icalendar import Calendar

from outbox.mail import as_email
from outbox.models import Message

ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "ORGANIZER", "STATUS", "URL")
UTC_STAMP = re.compile(r"^\d{8}T\d{6}Z$")


def read(text: str) -> Calendar:
    """Parsed, after the rules that the parser itself forgives."""
    raw = text.encode()
    assert "\n" not in text.replace("\r\n", ""), "lines end with CRLF"
    assert text.endswith("\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "folded at 75 octets"
    for line in raw.split(b"\r\n"):
        line.decode()  # never folded inside a character
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("VERSION:2.0") == 1
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert sum(line.startswith("METHOD:") for line in lines) == 1
    calendar: Calendar = Calendar.from_ical(text)
    assert not calendar.errors
    method = str(calendar["method"])
    for event in calendar.walk("VEVENT"):
        assert not event.errors
        for name in ("UID", "DTSTAMP", "DTSTART", "ORGANIZER", "SUMMARY", "SEQUENCE"):
            assert name in event, name
        for name in ONCE:
            assert not isinstance(event.get(name), list), f"{name} stands once"
        assert UTC_STAMP.match(_raw(event, "DTSTAMP"))
        is_day = event["DTSTART"].params.get("VALUE") == "DATE"
        assert is_day or UTC_STAMP.match(_raw(event, "DTSTART"))
        assert event.decoded("DTEND") > event.decoded("DTSTART")
        assert bool(people(event)) == (method != "PUBLISH"), "a published calendar names nobody"
    return calendar


def _raw(event: Any, name: str) -> str:
    return str(event[name].to_ical().decode())


def event_of(calendar: Calendar) -> Any:
    (event,) = calendar.walk("VEVENT")
    return event


def people(event: Any) -> list[Any]:
    found = event.get("ATTENDEE", [])
    return found if isinstance(found, list) else [found]


def as_received(message: Message) -> EmailMessage:
    """The mail as it arrives, parsed from its bytes."""
    raw = as_email(message, get_connection()).message().as_bytes()
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail
