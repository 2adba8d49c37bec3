"""What the meeting before left over: its minutes where they are not submitted for signature, what came of its
decisions, and items of people's own that nobody came to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.prepared import Given, GivenList, Prepared
from governance.agendas.candidates import by_group, day_of
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import Fact, Found, Suggestion
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space

LEFT: Final = "left"


def left(meetings: Sequence[Meeting], now: datetime) -> Found:
    last = _before(meetings, now)
    items = by_group(_not_come_to(last.values()), "meeting_id")
    return {
        pk: [*_of(before), *(_item(item, before) for item in items.get((before.pk,), []))]
        for pk, before in last.items()
    }


def _right_before() -> QuerySet[Meeting, Any]:
    earlier = (
        Meeting.objects.filter(board=OuterRef("board"), starts_at__lt=OuterRef("starts_at"))
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("-starts_at", "-pk")
    )
    right_before = Meeting.objects.filter(pk__among=GivenList("meetings")).order_by()
    found: QuerySet[Meeting] = (
        Meeting.objects.filter(
            pk__in=right_before.values_list(Subquery(earlier.values("pk")[:1])),
            starts_at__lt=Given("now", DateTimeField()),
        )
        .order_by()
        .annotate(decided=Exists(Decision.objects.filter(meeting=OuterRef("pk"))))
    )
    columns = ("pk", "board_id", "number", "starts_at", "time_zone", "minutes__state", "decided")
    return found.values_list(*columns, named=True)


RIGHT_BEFORE = Prepared(_right_before)


def _before(meetings: Sequence[Meeting], now: datetime) -> dict[int, Any]:
    """The meeting of the same board that is over and comes right before each of these."""
    asked = [one for one in meetings if one.board_id and one.state != Meeting.State.CANCELLED]
    before: dict[int, Any] = {}
    of_board = by_group(sorted(asked, key=lambda one: (one.starts_at, one.pk)), "board_id")
    for row in RIGHT_BEFORE.ask(meetings=[one.pk for one in asked], now=now) if asked else ():
        later = (one for one in of_board[(row.board_id,)] if one.starts_at > row.starts_at)
        before[next(later).pk] = row  # it was asked for because it comes right before one of these
    return before


def _items_not_come_to() -> QuerySet[AgendaItem, Any]:
    rows = AgendaItem.objects.filter(
        ~Exists(Decision.objects.filter(item=OuterRef("pk"))),
        meeting__among=GivenList("meetings"),
        space=Space.JOINT,
        origin_kind__in=(AgendaItem.OWN, LEFT),
        said="",
    )
    columns = ("pk", "meeting_id", "title", "minutes", "note", "proposed_by_id", "side")
    return rows.order_by("position", "pk").values_list(*columns, named=True)


NOT_COME_TO = Prepared(_items_not_come_to)


def _not_come_to(meetings: Iterable[Any]) -> Iterable[Any]:
    """Items of people's own of the ``meetings`` that nobody came to."""
    ids = [meeting.pk for meeting in meetings]
    return NOT_COME_TO.ask(meetings=ids) if ids else []


def _of(meeting: Any) -> Iterator[Suggestion]:
    day, key = {"day": date_format(day_of(meeting))}, str(meeting.number)
    if meeting.minutes__state in (None, Minutes.State.DRAFT):
        why = _("not submitted for signature yet")
        yield Suggestion("minutes", key, _("Minutes of %(day)s") % day, why)
    if meeting.decided:
        yield Suggestion("decisions", key, _("What came of the decisions of %(day)s?") % day, "", 10)


def _item(item: Any, meeting: Any) -> Suggestion:
    why = _("left from %(day)s") % {"day": date_format(day_of(meeting))}
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
        url = reverse("minutes", args=[partnership.reference, row.number])
        found[str(row.number)] = Fact(url, [(_("State"), state)])
    return found
