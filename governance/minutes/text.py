"""The minutes as one text, which both sides sign: Markdown, in the language in which they were submitted."""

import zoneinfo
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.action_items.models import ActionItem
from governance.agendas.models import AgendaItem
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import Attendance, Minutes
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side


def text_of(minutes: Minutes) -> str:
    """The same text for everybody who looks: nothing in it depends on the reader, nor on what becomes of
    the actions later."""
    meeting = minutes.meeting
    zone = zoneinfo.ZoneInfo(meeting.time_zone)
    with translation.override(minutes.language or "en"), timezone.override(zone):
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
        decisions = Decision.objects.filter(meeting=meeting).select_related("replaces").order_by("number")
        parts = [
            *_head(meeting, minutes.partnership),
            *_attendance(minutes),
            *_items(items, list(decisions)),
            *_general(minutes),
            *_agreed(minutes.agreed),
        ]
        return "\n\n".join(parts) + "\n"


def agreed_in(meeting: Meeting) -> list[dict[str, Any]]:
    """What was agreed to do in the meeting, as it stands now."""
    rows = ActionItem.objects.filter(
        partnership=meeting.partnership_id, origin_key__startswith=origin_of(meeting)
    )
    return [
        {
            "number": row.number,
            "title": row.title,
            "owner": row.owner.name,
            "side": row.owner_side,
            "due": row.due.isoformat(),
        }
        for row in rows.select_related("owner").order_by("number")
    ]


def origin_of(meeting: Meeting, item: AgendaItem | None = None) -> str:
    """What an action that was agreed in a meeting carries as its origin; without an item, how all of the
    meeting's begin."""
    return f"meeting/{meeting.pk}/{item.pk if item else ''}"


def _head(meeting: Meeting, partnership: Partnership) -> Iterator[str]:
    yield "# " + _("Minutes: %(meeting)s") % {"meeting": _line(meeting.name)}
    supplier = partnership.supplier.name if partnership.supplier else ""
    facts = [
        (_("Partnership"), f"{partnership.title} ({partnership.customer.name} – {supplier})"),
        (_("Meeting"), str(meeting.number)),
        (_("When"), f"{meeting.when()} ({meeting.time_zone})"),
    ]
    if meeting.place:
        facts.append((_("Where"), meeting.place))
    yield "\n".join(f"- {name}: {_line(value)}" for name, value in facts)


def _attendance(minutes: Minutes) -> Iterator[str]:
    yield "## " + _("Who was there")
    lines = []
    for side in Side:
        organisation = minutes.partnership.organisation(side)
        for came in (Attendance.PRESENT, Attendance.APOLOGIES, Attendance.ABSENT):
            if names := minutes.who(came, side):
                where = organisation.name if organisation else side.label
                lines.append(f"- {_line(str(where))}, {came.label}: {', '.join(names)}")
    if minutes.guest_names:
        guests = _("Guests")
        lines.append(f"- {guests}: {', '.join(minutes.guest_names)}")
    yield "\n".join(lines) or _("Nobody was noted.")


def _items(items: Iterable[AgendaItem], decisions: list[Decision]) -> Iterator[str]:
    for place, item in enumerate(items, start=1):
        yield f"## {place}. {_line(item.title)}"
        if item.said:
            yield item.said
        yield from _decisions([decision for decision in decisions if decision.item_id == item.pk])
    rest = [decision for decision in decisions if decision.item_id is None]
    if rest:
        yield "## " + _("Further decisions")
        yield from _decisions(rest)


def _decisions(decisions: Iterable[Decision]) -> Iterator[str]:
    for decision in decisions:
        kind = _("Decision")
        yield f"**{kind} {decision.name}: {_line(decision.title)}**"
        if decision.text:
            yield decision.text
        if decision.takes_over:
            said = _("Takes over how the supplier works. Risk that moves back to the customer: %(risk)s")
            yield said % {"risk": _line(decision.moved_back)}
        if decision.replaces:
            yield _("Replaces %(name)s.") % {"name": _line(str(decision.replaces))}


def _general(minutes: Minutes) -> Iterator[str]:
    if minutes.text:
        yield "## " + _("In general")
        yield minutes.text


def _agreed(actions: Iterable[dict[str, Any]]) -> Iterator[str]:
    lines = [agreed_line(action) for action in actions]
    if lines:
        yield "## " + _("What we agreed to do")
        yield "\n".join(f"- {line}" for line in lines)


def agreed_line(action: dict[str, Any]) -> str:
    day = parse_date(action["due"])
    words = {
        "number": action["number"],
        "title": _line(action["title"]),
        "owner": action["owner"],
        "side": Side(action["side"]).label,
        "day": date_format(day) if day else action["due"],
    }
    return _("Action %(number)s: %(title)s – %(owner)s, %(side)s, by %(day)s") % words


def _line(text: str) -> str:
    return " ".join(text.split())
