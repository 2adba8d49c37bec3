"""The demo's boards, and the meetings that they have held and will hold."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from accounts.models import Person
from governance.actions import add_board, answer_meeting, cancel_meeting, hold_meeting
from governance.actions.planning import make_for
from governance.models import Board, Interval, Meeting, Week, Weekday
from partnerships.models import Partnership
from partnerships.sides import Level
from portfolio.demo.history import as_actor, happened, morning

A_YEAR: Final = timedelta(days=365)


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
        "Steers by the effects. Decides what neither side can decide alone: aims, money beyond 200,000 kr, "
        "risks of level four, and what comes up the ladder.",
        is_joint=True, first=(Interval.TWO_MONTHS, 180), is_annual=True,
    ),
    Plan(
        "Follow-up group", 400, Level.TACTICAL,
        ("karin.lind", "jonas.berg", "sara.nyman", "tor.vik", "eva.strom", "maja.ek"), "karin.lind",
        Interval.MONTH, Week.FIRST, Weekday.TUESDAY, time(9), 60, "Nordlys, Storgatan 4",
        "Follows actions, risks and service levels, and prepares the joint board.",
    ),
    Plan(
        "Service meeting", 400, Level.OPERATIONAL,
        ("eva.strom", "maja.ek", "mats.oberg", "liv.dahl", "ida.akesson", "nils.sjogren"), "maja.ek",
        Interval.MONTH, Week.THIRD, Weekday.WEDNESDAY, time(14), 45, "",
        "What the schools report, what is changed next, and who tells them.",
        link="https://meet.nordlys.example/service",
    ),
)  # fmt: skip
CARE: Final = (
    Plan(
        "Joint project board", 130, Level.STRATEGIC,
        ("anna.hedlund", "ingrid.hauge", "karin.lind", "bjorn.nilsen"), "",
        Interval.QUARTER, Week.LAST, Weekday.MONDAY, time(10), 60, "Fyrstad, town hall, room 5",
        "Steers the first year closely, and then by the quarter.",
        is_joint=True, first=(Interval.MONTH, 365),
    ),
)  # fmt: skip


def load_boards(
    partnership: Partnership, plans: tuple[Plan, ...], people: dict[str, Person], today: date
) -> dict[str, Board]:
    """Each board by its name, with the meetings of its past held and those of the year ahead planned."""
    boards = {}
    for plan in plans:
        board = boards[plan.name] = _set_up(partnership, plan, people, today)
        _let_time_pass(board, today)
    lead = as_actor(people["karin.lind"], partnership)
    for meeting in Meeting.objects.filter(partnership=partnership).planned().order_by("starts_at", "pk"):
        if meeting.starts_at >= datetime.combine(today, time(), UTC):
            break
        if meeting.starts_at.month == 7:
            with happened(meeting.starts_at - timedelta(days=20), partnership):
                cancel_meeting(actor=lead, meeting=meeting, reason="Everybody is on holiday.")
        else:
            with happened(meeting.ends_at, partnership):
                hold_meeting(actor=lead, meeting=meeting)
        Meeting.objects.filter(pk=meeting.pk).update(changed_at=meeting.starts_at)
    return boards


def answer(board: Board, who: dict[Person, str], today: date) -> None:
    """What these people say of the next meeting."""
    ahead = board.meetings.planned().filter(starts_at__gt=timezone.now())
    meeting = ahead.order_by("starts_at", "pk")[0]
    for person, said in who.items():
        with happened(morning(today - timedelta(days=3)), board.partnership):
            answer_meeting(actor=as_actor(person, board.partnership), meeting=meeting, answer=said)


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
    return board


def _let_time_pass(board: Board, today: date) -> None:
    """What the sweep has done since: each year ahead, planned when its time had come."""
    board.refresh_from_db()
    day, last = board.created_at.date(), today - timedelta(days=3)
    while day < last:
        day = min(day + A_YEAR, last)
        with happened(morning(day), board.partnership):
            make_for([board.pk], morning(day))
