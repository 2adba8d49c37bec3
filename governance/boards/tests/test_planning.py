"""The year's meetings are made from the cadence, once, and on working days of both sides."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.working_days import working_day
from governance.boards.cadence import planned_days
from governance.boards.models import Board, BoardMember
from governance.boards.planning import make_meetings
from governance.meetings.models import Attendee, Meeting
from tests.story import Story

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 5, tzinfo=UTC)


def board_of(story: Story, number: int = 1, **given: Any) -> Board:
    """A board as it is before the sweep has seen it."""
    wanted = {
        "name": "Service board", "level": "tactical", "interval": "m1", "starts_on": date(2027, 1, 1),
        "weekday": 1, "week": 1, "at": time(10), "time_zone": "Europe/Stockholm", **given,
    }  # fmt: skip
    board = Board.objects.create(
        partnership=story.partnership, number=number, created_by=story.lead, **wanted
    )
    for name, side in (("lead", "customer"), ("supplier_lead", "supplier")):
        BoardMember.objects.create(board=board, person=story.people[name], side=side)
    return board


def days(board: Board, first: date, last: date) -> list[str]:
    return [planned.day.isoformat() for planned in planned_days(board, first, last)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ["01-05", "02-02", "03-02", "04-06"]),
        ({"week": 5}, ["01-26", "02-23", "03-30", "04-27"]),
        ({"interval": "m3", "week": 2, "weekday": 3}, ["01-14", "04-08"]),
        ({"interval": "w2", "starts_on": date(2027, 3, 20)}, ["03-23", "04-06", "04-20"]),
        ({"starts_on": date(2027, 3, 20)}, ["04-06"]),
        (
            {"interval": "m2", "first_interval": "m1", "first_until": date(2027, 2, 15)},
            ["01-05", "02-02", "03-02"],
        ),
        ({"interval": "m1", "first_interval": "w2", "first_until": date(2027, 2, 1)},
         ["01-05", "01-19", "02-02", "03-02", "04-06"]),
        # the last step of the first year is taken from the last meeting before its end
        ({"interval": "m2", "first_interval": "w2", "first_until": date(2027, 1, 18)},
         ["01-05", "01-19", "03-02"]),
        ({"interval": "m2", "first_interval": "w2", "first_until": date(2027, 1, 19)},
         ["01-05", "01-19", "03-02"]),
        ({"interval": "m2", "first_interval": "w2", "first_until": date(2027, 1, 20)},
         ["01-05", "01-19", "02-02", "04-06"]),
    ],
)  # fmt: skip
def test_the_cadence_says_on_which_days(story: Story, given: dict[str, Any], expected: list[str]) -> None:
    board = board_of(story, **given)
    assert days(board, date(2027, 1, 1), date(2027, 4, 30)) == [f"2027-{day}" for day in expected]


def test_the_annual_meeting_is_one_of_them_or_comes_besides(story: Story) -> None:
    board = board_of(story, annual_month=2)
    planned = planned_days(board, date(2027, 1, 1), date(2028, 3, 31))
    assert [p.day.isoformat() for p in planned if p.is_annual] == ["2027-02-02", "2028-02-01"]
    board.interval = "m2"
    planned = planned_days(board, date(2027, 1, 1), date(2027, 4, 30))
    assert [(p.day.isoformat(), p.is_annual) for p in planned] == [
        ("2027-01-05", False),
        ("2027-02-02", True),
        ("2027-03-02", False),
    ]
    board.interval = "w1"
    planned = planned_days(board, date(2027, 2, 10), date(2027, 2, 28))
    assert not any(p.is_annual for p in planned), "it was on the 2nd already"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 5, 17), date(2027, 5, 18)),  # Norway's constitution day
        (date(2027, 5, 6), date(2027, 5, 7)),  # Ascension day, in both
        (date(2027, 3, 25), date(2027, 3, 30)),  # Maundy Thursday in Norway, then Easter in both
        (date(2027, 11, 6), date(2027, 11, 8)),  # a Saturday
        (date(2028, 6, 6), date(2028, 6, 7)),  # Sweden's national day
        (date(2027, 5, 18), date(2027, 5, 18)),
    ],
)
def test_public_holidays_of_both_sides_are_skipped(day: date, expected: date) -> None:
    assert working_day(day, {"NO", "SE"}) == expected


@pytest.mark.parametrize("country", ["SE", "se", "FI", "NO", "DK", "IS"])
def test_nobody_meets_on_the_eves(country: str) -> None:
    assert working_day(date(2026, 12, 24), {"US", country}) == date(2026, 12, 28)
    assert working_day(date(2026, 12, 31), {"US", country}) == date(2027, 1, 4)
    assert working_day(date(2027, 12, 31), {country, ""}) == date(2028, 1, 3)


def test_midsummer_eve_is_a_day_off_in_sweden_and_finland_on_whichever_side() -> None:
    for countries in ({"SE"}, {"FI"}, {"SE", "NO"}, {"DE", "SE"}):
        assert working_day(date(2027, 6, 25), countries) == date(2027, 6, 28)
    assert working_day(date(2027, 6, 25), {"NO"}) == date(2027, 6, 25)


def test_a_planned_meeting_gives_way_to_the_eve(story: Story) -> None:
    """Every Friday: Midsummer Eve, Christmas Eve and New Year's Eve of 2027."""
    board_of(story, weekday=4, interval="w1")
    make_meetings(NOW)
    moved = {
        meeting.planned_for: day
        for meeting in Meeting.objects.filter(planned_for__gt=date(2027, 6, 1))
        if (day := meeting.starts_at.astimezone(meeting.zone).date()) != meeting.planned_for
    }
    assert moved == {
        date(2027, 6, 25): date(2027, 6, 28),
        date(2027, 12, 24): date(2027, 12, 27),
        date(2027, 12, 31): date(2028, 1, 3),
    }


def test_a_country_that_nobody_knows_has_weekends_only() -> None:
    assert working_day(date(2027, 12, 25), {"XX", ""}) == date(2027, 12, 27)


def test_the_sweep_makes_the_year_ahead_once(story: Story) -> None:
    story.supplier.country = "NO"
    story.supplier.save()
    board = board_of(story, weekday=0, week=3)
    assert make_meetings(NOW) == 12
    assert make_meetings(NOW) == 0
    meetings = Meeting.objects.order_by("starts_at")
    assert len({m.number for m in meetings}) == 12
    may = Meeting.objects.get(planned_for=date(2027, 5, 17))
    assert may.starts_at.date() == date(2027, 5, 18), "not on Norway's constitution day"
    assert Attendee.objects.count() == 24
    assert make_meetings(NOW + timedelta(days=60)) == 2, "what is missing is made"
    last = Meeting.objects.latest("starts_at")
    assert last.starts_at > NOW + timedelta(days=365)
    assert board.meetings.count() == 14


def test_ten_stays_ten_when_the_clocks_change(story: Story) -> None:
    board_of(story)
    make_meetings(NOW)
    zone = ZoneInfo("Europe/Stockholm")
    local = [m.starts_at.astimezone(zone) for m in Meeting.objects.order_by("starts_at")]
    assert {moment.time() for moment in local} == {time(10)}
    assert {m.starts_at.hour for m in Meeting.objects.all()} == {8, 9}, "summer and winter"


def test_none_after_the_end_nor_for_a_closed_board_nor_before_the_partnership_runs(story: Story) -> None:
    board = board_of(story)
    partnership = story.partnership
    for field, value in (("stage", "ended"), ("state", "proposed")):
        before = getattr(partnership, field)
        type(partnership).objects.update(**{field: value})
        assert make_meetings(NOW) == 0, field
        type(partnership).objects.update(**{field: before})
    Board.objects.update(closed_at=NOW)
    assert make_meetings(NOW) == 0
    Board.objects.update(closed_at=None)
    type(partnership).objects.update(end=date(2027, 3, 1))
    assert make_meetings(NOW) == 2
    assert board.meetings.filter(starts_at__date__gt=date(2027, 3, 1)).count() == 0


def test_a_hundred_boards_need_no_more_queries_than_one(story: Story) -> None:
    board_of(story)
    with CaptureQueriesContext(connection) as one:
        make_meetings(NOW)
    for number in range(2, 100):
        board_of(story, number=number)
    with CaptureQueriesContext(connection) as many:
        assert make_meetings(NOW) == 98 * 13

    def without_rows(queries: CaptureQueriesContext) -> int:
        return sum(not query["sql"].startswith("INSERT") for query in queries)

    # rows are stored in portions: so many a question as the database takes
    assert without_rows(many) == without_rows(one)
    assert len(many) <= 90
