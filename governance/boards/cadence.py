"""On which days a board meets, by its cadence alone: before anybody looks at holidays (domain.md §4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from governance.boards.models import Board

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Planned:
    day: date
    is_annual: bool = False


def planned_days(board: Board, first: date, last: date) -> list[Planned]:
    """The board's days from ``first`` to ``last``, in order. In the month of the annual agreement meeting
    the first one is that meeting; where the cadence has none in that month, it is made besides."""
    days = list(_from_the_start(board, last))
    annual = {_annual_day(board, year, days) for year in range(first.year, last.year + 1)}
    found = sorted({*days, *(day for day in annual if day)})
    return [Planned(day, day in annual) for day in found if first <= day <= last]


def _from_the_start(board: Board, last: date) -> Iterator[date]:
    day = _first(board)
    while day <= last:
        yield day
        in_first_year = board.first_until is not None and day < board.first_until
        day = _next(board, day, board.first_interval if in_first_year else board.interval)


def _first(board: Board) -> date:
    start = board.starts_on
    first_step = board.first_interval or board.interval
    if first_step.startswith("w"):
        return start + timedelta(days=(board.weekday - start.weekday()) % 7)
    day = _in_month(board, start.year, start.month)
    return day if day >= start else _in_month(board, *_month_after(start, 1))


def _next(board: Board, day: date, step: str) -> date:
    count = int(step[1:])
    if step.startswith("w"):
        return day + timedelta(days=(board.weekday - day.weekday()) % 7) + count * WEEK
    return _in_month(board, *_month_after(day, count))


def _in_month(board: Board, year: int, month: int) -> date:
    """The board's weekday in its week of the month."""
    start = date(year, month, 1)
    day = start + timedelta(days=(board.weekday - start.weekday()) % 7) + (board.week - 1) * WEEK
    return day if day.month == month else day - WEEK  # the last of the month may be the fourth


def _month_after(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _annual_day(board: Board, year: int, days: list[date]) -> date | None:
    if board.annual_month is None:
        return None
    inside = [day for day in days if (day.year, day.month) == (year, board.annual_month)]
    day = min(inside, default=_in_month(board, year, board.annual_month))
    return day if day >= board.starts_on else None
