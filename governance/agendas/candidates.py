"""What rooms need that offer something to agendas: the first of a kind for many meetings at once, and a few
words that all of them use."""

import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import ngettext

from common.prepared import Prepared
from governance.agendas.selectors import MOST_OF_A_KIND
from governance.meetings.models import Meeting
from partnerships.sides import Side

#: On an agenda already, or done with: so many more than are shown are looked at.
LOOKED_AT: Final = 3 * MOST_OF_A_KIND


class FirstOfEach:
    """The first few of each group, in one query however many groups and rows there are. ``rows`` is asked for
    once, for it is prepared; what it may be given are the ``partnerships`` of the meetings, their
    ``levels`` and their ``last_day``. The columns are those of the group as well."""

    def __init__(
        self,
        rows: Callable[[], QuerySet[Any]],
        group: Sequence[str],
        order: Sequence[str],
        columns: Sequence[str],
    ) -> None:
        self._rows, self._group, self._order, self._columns = rows, group, order, columns
        self._of_one, self._of_many = Prepared(self._first), Prepared(self._first_of_many)

    def of(self, meetings: Sequence[Meeting]) -> dict[tuple[Any, ...], list[Any]]:
        question = self._of_many if len(meetings) > 1 else self._of_one
        values = {
            "partnerships": partnerships_of(meetings),
            "levels": {str(meeting.level) for meeting in meetings},
            "last_day": last_day(meetings),
        }
        found = question.ask(**{name: values[name] for name in question.names()})
        return by_group(found, *self._group)

    def _first(self) -> QuerySet[Any, Any]:
        """The page of one meeting: one group, and no window."""
        return self._rows().order_by(*self._order).values_list(*self._columns, named=True)[:LOOKED_AT]

    def _first_of_many(self) -> QuerySet[Any, Any]:
        ordered = [F(name[1:]).desc() if name.startswith("-") else F(name).asc() for name in self._order]
        place = Window(RowNumber(), partition_by=[F(name) for name in self._group], order_by=ordered)
        placed: QuerySet[Any] = self._rows().annotate(place=place).filter(place__lte=LOOKED_AT)
        return placed.order_by(*self._order).values_list(*self._columns, named=True)


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
