"""What one reads before a meeting: the agenda with what is known of each item, as one PDF."""

import hashlib
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from common.pdf import render_pdf
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import Fact, agenda_of, facts_of, icon_of, label_of, minutes_of, url_of
from governance.meetings.models import Meeting
from partnerships.sides import Side


@dataclass(frozen=True, slots=True)
class Point:
    """One item with what is known of it."""

    number: int
    item: AgendaItem
    fact: Fact | None

    @property
    def label(self) -> str:
        return str(label_of(self.item.origin_kind))

    @property
    def icon(self) -> str:
        return icon_of(self.item.origin_kind)

    @property
    def url(self) -> str:
        """Of what it is about, where that is a page of its own."""
        item = self.item
        return url_of(item.meeting.partnership.reference, item.origin_kind, item.origin_key)

    @property
    def by(self) -> str:
        """Who proposed it; nothing where the product did."""
        item = self.item
        if item.proposed_by is None:
            return ""
        return f"{item.proposed_by.name}, {Side(item.side).label}" if item.side else item.proposed_by.name


def points_of(meeting: Meeting) -> list[Point]:
    """The agenda in its order, in a few queries for each kind of thing on it."""
    items = agenda_of(meeting)
    facts = facts_of(meeting.partnership, items)
    return [Point(number, item, facts.get(item.pk)) for number, item in enumerate(items, start=1)]


def agenda_card(meeting: Meeting) -> dict[str, Any]:
    """What every page that shows the agenda says of it."""
    items = agenda_of(meeting)
    total = minutes_of(items)
    return {
        "items": items,
        "points": [Point(number, item, None) for number, item in enumerate(items, start=1)],
        "total": total,
        "over": max(0, total - meeting.minutes_long),
        "left": max(0, meeting.minutes_long - total),
    }


@dataclass(frozen=True)
class PreRead:
    """It goes to both sides, so it holds only what both see."""

    meeting: Meeting
    language: str
    points: list[Point]

    @property
    def digest(self) -> str:
        """Another one when anything that it says is another."""
        meeting = self.meeting
        said: list[Any] = [meeting.name, meeting.starts_at, meeting.minutes_long, meeting.place]
        for point in self.points:
            item = point.item
            said.append((item.title, item.note, item.minutes, point.label, point.by, point.fact))
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def as_pdf(self) -> bytes:
        meeting = self.meeting
        with as_read(meeting, self.language):
            context = {
                "meeting": meeting,
                "partnership": meeting.partnership,
                "points": self.points,
                "total": minutes_of(point.item for point in self.points),
                "when": meeting.when(),
                "site_url": settings.SITE_URL,
            }
            title = f"{meeting.name} – {meeting.partnership.title}"
            return render_pdf("pdf/pre_read.html", context, language=self.language, title=title)


def pre_read(meeting: Meeting, language: str) -> PreRead:
    with as_read(meeting, language):
        return PreRead(meeting, language, points_of(meeting))


@contextmanager
def as_read(meeting: Meeting, language: str) -> Iterator[None]:
    """In a language, and in the time zone of the meeting."""
    with translation.override(language), timezone.override(zoneinfo.ZoneInfo(meeting.time_zone)):
        yield
