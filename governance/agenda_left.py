"""What the meeting before left over: its minutes where they are not put up to be signed, what came of its
decisions, and items of people's own that nobody came to."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.agenda import Fact, Found, Source, Suggestion
from governance.agenda_sources import by_group, day_of
from governance.models import AgendaItem, Decision, Meeting, Minutes
from partnerships.models import Partnership
from partnerships.sides import Space

LEFT: Final = "left"


def left(meetings: Sequence[Meeting], now: datetime) -> Found:
    last: dict[int, Meeting] = {row.after: row for row in _before(meetings, now)}  # type: ignore[attr-defined]
    items = by_group(list(_not_come_to(list(last.values()))), "meeting_id")
    return {pk: [*_of(meeting), *map(_item, items.get((meeting.pk,), []))] for pk, meeting in last.items()}


def _before(meetings: Sequence[Meeting], now: datetime) -> QuerySet[Meeting]:
    """The boards' meetings that are over and come right before one of these; each says before which."""
    later = (
        Meeting.objects.filter(board=OuterRef("board"), starts_at__gt=OuterRef("starts_at"))
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("starts_at", "pk")
    )
    over = Meeting.objects.filter(board__in={meeting.board_id for meeting in meetings}, starts_at__lt=now)
    found: QuerySet[Meeting] = (
        over.exclude(state=Meeting.State.CANCELLED)
        .annotate(after=Subquery(later.values("pk")[:1]))
        .filter(after__in=[meeting.pk for meeting in meetings])
        .annotate(decided=Count("decisions"))
        .select_related("minutes")
    )
    return found


def _not_come_to(meetings: Sequence[Meeting]) -> QuerySet[AgendaItem]:
    decided = Decision.objects.filter(item=OuterRef("pk"))
    rows: QuerySet[AgendaItem] = AgendaItem.objects.filter(
        ~Exists(decided),
        meeting__in=meetings,
        space=Space.JOINT,
        origin_kind__in=(AgendaItem.OWN, LEFT),
        said="",
    )
    return rows.order_by("position", "pk").select_related("meeting")


def _of(meeting: Meeting) -> Iterator[Suggestion]:
    day, key = {"day": date_format(day_of(meeting))}, str(meeting.number)
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.is_draft:
        why = _("not put up to be signed yet")
        yield Suggestion("minutes", key, _("Minutes of %(day)s") % day, why)
    if meeting.decided:  # type: ignore[attr-defined]
        yield Suggestion("decisions", key, _("What came of the decisions of %(day)s?") % day, "", 10)


def _item(item: AgendaItem) -> Suggestion:
    why = _("left from %(day)s") % {"day": date_format(day_of(item.meeting))}
    return Suggestion(
        LEFT, str(item.pk), item.title, why, item.minutes, item.note, item.proposed_by_id, item.side
    )


def left_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = AgendaItem.objects.filter(partnership=partnership, pk__in=keys).select_related("meeting")
    found = {}
    for row in rows:
        row.meeting.partnership = partnership
        said = [(_("Left from"), f"{row.meeting.name}, {date_format(day_of(row.meeting))}")]
        found[str(row.pk)] = Fact(row.meeting.get_absolute_url(), said)
    return found


def minutes_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Meeting.objects.filter(partnership=partnership, number__in=keys).select_related("minutes")
    found = {}
    for row in rows:
        minutes: Minutes | None = getattr(row, "minutes", None)
        state = str(minutes.get_state_display()) if minutes else _("Not begun")
        url = _minutes_page(partnership.reference, str(row.number))
        found[str(row.number)] = Fact(url, [(_("State"), state)])
    return found


def decision_facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Decision.objects.filter(partnership=partnership, space=Space.JOINT, meeting__number__in=keys)
    decided = by_group(list(rows.select_related("meeting").order_by("number")), "meeting")
    return {
        str(meeting.number): Fact(
            _minutes_page(partnership.reference, str(meeting.number)),
            [(decision.name, decision.title) for decision in decisions],
        )
        for (meeting,), decisions in decided.items()
    }


def _minutes_page(reference: str, key: str) -> str:
    return reverse("minutes", args=[reference, int(key)])


def _no_page(reference: str, key: str) -> str:
    """It is told where it stands."""
    return ""


SOURCES: Final = (
    Source(
        "minutes", gettext_lazy("Minutes to sign"), "journal-check", 5, minutes_facts, _minutes_page, left
    ),
    Source(
        "decisions", gettext_lazy("Decisions of last time"), "signpost", 10, decision_facts, _minutes_page
    ),
    Source(LEFT, gettext_lazy("Left from last time"), "arrow-return-right", 15, left_facts, _no_page),
)
