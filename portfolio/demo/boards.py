"""The demo's boards, and the meetings that they have held and will hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from accounts.models import Person
from governance.actions import (
    add_board,
    add_meeting,
    answer_meeting,
    cancel_meeting,
    hold_meeting,
    invite_due,
)
from governance.actions.planning import make_for
from governance.models import Board, Interval, Meeting, Week, Weekday
from partnerships.access import Actor
from partnerships.models import Partnership
from partnerships.sides import Level
from portfolio.demo.history import as_actor, happened, morning

A_YEAR: Final = timedelta(days=365)
JOINT: Final = """\
# What it is there for

The board answers for what the partnership is to give, and decides where the two sides cannot agree.

# What it decides

- changes of scope, time and money
- risks that nobody else can carry
- concerns that have come up to it

# How

Both sides put things on the agenda. What is decided stands in the minutes, which both sign.
"""
FOLLOW_UP: Final = """\
# What it is there for

Following actions, risks and service levels month by month, and preparing the joint board.
"""
SERVICE: Final = """\
# What it is there for

Keeping the service running: what the schools report, what is changed next, and who tells them.
"""
Answers = dict[str, str]
#: What people say of the next meeting of a board.
ANSWERS: Final[dict[str, Answers]] = {
    "Joint project board": {
        "anna.hedlund": "yes", "per.olsen": "yes", "jonas.berg": "yes", "britt.moe": "no",
    },
    "Service meeting": {"eva.strom": "yes", "maja.ek": "yes", "mats.oberg": "no", "liv.dahl": "maybe"},
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """A board to be: since how many days it meets, who sits on it and chairs it, how often it meets."""

    name: str
    since: int
    level: Level
    people: tuple[str, ...]
    chair: str
    interval: Interval
    week: Week
    weekday: Weekday
    at: time
    minutes: int
    place: str
    terms: str
    link: str = ""
    is_joint: bool = False
    #: A shorter interval for so many days from the beginning.
    first: tuple[Interval, int] | None = None
    is_annual: bool = False


SCHOOL: Final = (
    Plan(
        "Joint project board", 420, Level.STRATEGIC,
        ("anna.hedlund", "per.olsen", "karin.lind", "jonas.berg", "lars.moller", "britt.moe"), "",
        Interval.QUARTER, Week.SECOND, Weekday.THURSDAY, time(13), 90, "Fyrstad, town hall, room 2",
        JOINT,
        is_joint=True, first=(Interval.TWO_MONTHS, 180), is_annual=True,
    ),
    Plan(
        "Follow-up group", 400, Level.TACTICAL,
        ("karin.lind", "jonas.berg", "sara.nyman", "tor.vik", "eva.strom", "maja.ek"), "karin.lind",
        Interval.MONTH, Week.FIRST, Weekday.TUESDAY, time(9), 60, "Nordlys, Storgatan 4",
        FOLLOW_UP,
    ),
    Plan(
        "Service meeting", 400, Level.OPERATIONAL,
        ("eva.strom", "maja.ek", "mats.oberg", "liv.dahl", "ida.akesson", "nils.sjogren"), "maja.ek",
        Interval.MONTH, Week.THIRD, Weekday.WEDNESDAY, time(14), 45, "",
        SERVICE,
        link="https://meet.nordlys.example/service",
    ),
)  # fmt: skip
CARE: Final = (
    Plan(
        "Joint project board", 130, Level.STRATEGIC,
        ("anna.hedlund", "ingrid.hauge", "karin.lind", "bjorn.nilsen"), "",
        Interval.QUARTER, Week.LAST, Weekday.MONDAY, time(10), 60, "Fyrstad, town hall, room 5",
        JOINT,
        is_joint=True, first=(Interval.MONTH, 365),
    ),
)  # fmt: skip


def load_boards(
    school: Partnership, care: Partnership, people: dict[str, Person], today: date
) -> dict[str, Board]:
    """The school's boards by their names: the meetings of their past are held, those of the year ahead are
    planned, and those of the next weeks have gone out by mail."""
    boards = {plan.name: _set_up(school, plan, people, today) for plan in SCHOOL}
    for plan in CARE:
        _set_up(care, plan, people, today)
    for partnership in (school, care):
        _hold(partnership, as_actor(people["karin.lind"], partnership), today)
    _extra(school, people, today)
    invite_due(timezone.now())
    for name, answers in ANSWERS.items():
        _answer(boards[name], answers, people)
    for name in ("karin.lind", "jonas.berg", "bjorn.nilsen"):
        _keep_in_order(people[name])
    return boards


def _keep_in_order(lead: Person) -> None:
    """A lead has answered everything that has gone out."""
    asked = Meeting.objects.planned().filter(invite_at=None, attendees__person=lead, attendees__answer="")
    for meeting in asked.select_related("partnership"):
        answer_meeting(actor=as_actor(lead, meeting.partnership), meeting=meeting, answer="yes")


def _hold(partnership: Partnership, lead: Actor, today: date) -> None:
    """What should have been held until today was; in July everybody is on holiday."""
    past = Meeting.objects.filter(partnership=partnership, starts_at__lt=datetime.combine(today, time(), UTC))
    for meeting in past.planned().order_by("starts_at", "pk"):
        Meeting.objects.filter(pk=meeting.pk).update(invite_at=None, remind_at=None)
        if meeting.starts_at.month == 7:
            with happened(meeting.starts_at - timedelta(days=20), partnership):
                cancel_meeting(actor=lead, meeting=meeting, reason="Everybody is on holiday.")
        else:
            meeting.attendees.update(answer="yes", answered_at=meeting.starts_at - timedelta(days=9), told=0)
            with happened(meeting.ends_at, partnership):
                hold_meeting(actor=lead, meeting=meeting)
        Meeting.objects.filter(pk=meeting.pk).update(changed_at=meeting.starts_at)


def _answer(board: Board, answers: Answers, people: dict[str, Person]) -> None:
    """To the board's next meeting."""
    coming = Meeting.objects.planned().filter(board=board, starts_at__gt=timezone.now())
    meeting = coming.earliest("starts_at")
    for name, said in answers.items():
        answer_meeting(actor=as_actor(people[name], board.partnership), meeting=meeting, answer=said)


def _extra(school: Partnership, people: dict[str, Person], today: date) -> None:
    add_meeting(
        actor=as_actor(people["jonas.berg"], school),
        title="What the new school law means for the timetable",
        level=Level.TACTICAL,
        starts_at=datetime.combine(today + timedelta(days=12), time(12), UTC),
        minutes_long=60,
        time_zone="Europe/Stockholm",
        attendees=[people[name] for name in ("karin.lind", "sara.nyman", "jonas.berg", "tor.vik")],
        link="https://meet.example/school-law",
    )


def _set_up(partnership: Partnership, plan: Plan, people: dict[str, Person], today: date) -> Board:
    began = today - timedelta(days=plan.since)
    first, days = plan.first or ("", 0)
    with happened(morning(began), partnership):
        board = add_board(
            actor=as_actor(people["karin.lind"], partnership),
            name=plan.name,
            level=plan.level,
            is_joint=plan.is_joint,
            members=[people[name] for name in plan.people],
            chair=people[plan.chair] if plan.chair else None,
            terms=plan.terms,
            interval=plan.interval,
            first_interval=first,
            first_until=began + timedelta(days=days) if first else None,
            starts_on=began + timedelta(days=10),
            weekday=plan.weekday,
            week=plan.week,
            at=plan.at,
            minutes_long=plan.minutes,
            time_zone=partnership.customer.time_zone,
            place=plan.place,
            link=plan.link,
            annual_month=partnership.start.month if plan.is_annual else None,
        )
    Board.objects.filter(pk=board.pk).update(created_at=morning(began))
    _let_time_pass(board, today)
    return board


def _let_time_pass(board: Board, today: date) -> None:
    """What the sweep has done since: each year ahead, planned when its time had come."""
    board.refresh_from_db()
    day, last = board.created_at.date(), today - timedelta(days=3)
    while day < last:
        day = min(day + A_YEAR, last)
        with happened(morning(day), board.partnership):
            make_for([board.pk], morning(day))
