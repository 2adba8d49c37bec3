"""What rooms need that offer something to agendas: the first of a kind for many meetings at once, and a few
words that all of them use."""

import zoneinfo
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import ngettext

from governance.agendas.selectors import MOST_OF_A_KIND
from governance.meetings.models import Meeting
from partnerships.sides import Side

#: On an agenda already, or done with: so many more than are shown are looked at.
LOOKED_AT: Final = 3 * MOST_OF_A_KIND


def first_of_each(
    meetings: Sequence[Meeting],
    rows: QuerySet[Any],
    group: Sequence[str],
    order: Sequence[str],
    columns: Sequence[str],
) -> dict[tuple[Any, ...], list[Any]]:
    """The first few of each group, in one query however many groups and rows there are. The columns are
    those of the group as well."""
    if len(meetings) > 1:
        ordered = [F(name[1:]).desc() if name.startswith("-") else F(name).asc() for name in order]
        place = Window(RowNumber(), partition_by=[F(name) for name in group], order_by=ordered)
        found = rows.annotate(place=place).filter(place__lte=LOOKED_AT).order_by(*order)
    else:
        found = rows.order_by(*order)[:LOOKED_AT]  # the page of one meeting: one group, and no window
    return by_group(found.values_list(*columns, named=True), *group)


def by_group(rows: Iterable[Any], *names: str) -> dict[tuple[Any, ...], list[Any]]:
    found: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        found.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
    return found


def day_of(meeting: Any) -> date:
    """Of a meeting, or of a row with when it starts and its time zone."""
    day: date = meeting.starts_at.astimezone(zoneinfo.ZoneInfo(meeting.time_zone)).date()
    return day


def last_day(meetings: Sequence[Meeting]) -> date:
    return max(day_of(meeting) for meeting in meetings)


def partnerships_of(meetings: Sequence[Meeting]) -> set[int]:
    return {meeting.partnership_id for meeting in meetings}


def days_late(days: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def name_and_side(name: str, side: str) -> str:
    return f"{name}, {Side(side).label}"
