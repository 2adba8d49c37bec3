from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from governance.boards.models import Board
from governance.boards.services import add_board
from governance.meetings.models import Meeting
from governance.meetings.services import add_meeting
from tests.story import Story, today

MEMBERS = ("lead", "supplier_lead")


def new_board(story: Story, by: str = "lead", members: Sequence[str] = MEMBERS, **given: Any) -> Board:
    """A board of both leads that meets on the first Tuesday of every second month, at ten."""
    chair = given.pop("chair", "" if given.get("is_joint") else members[0])
    wanted = {
        "name": "Joint project board" if given.get("is_joint") else "Service board",
        "level": "strategic" if given.get("is_joint") else "tactical",
        "terms": "# What for\n\nIt decides.",
        "interval": "m2",
        "first_interval": "",
        "first_until": None,
        "starts_on": today(),
        "weekday": 1,
        "week": 1,
        "at": time(10),
        "minutes_long": 90,
        "time_zone": "Europe/Stockholm",
        "place": "Town hall",
        "link": "https://meet.example/school",
        "annual_month": None,
        "remind_days": 3,
        **given,
    }
    return add_board(
        actor=story.actor(by),
        members=[story.people[name] for name in members],
        chair=story.people[chair] if chair else None,
        **wanted,
    )


def in_days(days: int, hour: int = 9) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(hour), UTC)


def new_meeting(story: Story, by: str = "lead", attendees: Sequence[str] = MEMBERS, **given: Any) -> Meeting:
    wanted = {
        "title": "What the law means for us",
        "level": "tactical",
        "starts_at": in_days(14),
        "minutes_long": 60,
        "time_zone": "Europe/Stockholm",
        "place": "Room 3",
        **given,
    }
    return add_meeting(actor=story.actor(by), attendees=[story.people[name] for name in attendees], **wanted)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
