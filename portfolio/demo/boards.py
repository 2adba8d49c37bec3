"""The demo's boards, and the meetings that they have held and will hold.

A board's week of the month is that of its last meeting, which is so many weeks before today. The others
follow by months: as many meetings on any day of any year, in the same order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from accounts.people.models import Person
from common.months import months_after
from common.working_days import working_day
from governance.boards.models import Board, Interval, Week, Weekday
from governance.boards.planning import make_meetings_for
from governance.boards.services import add_board
from governance.meetings.answering import answer_meeting
from governance.meetings.inviting import invite_due
from governance.meetings.models import Meeting
from governance.meetings.services import add_meeting, cancel_meeting, hold_meeting
from partnerships.lifecycle.models import Partnership
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
    """A board to be: since how many days it stands, who sits on it and chairs it, how often it meets."""

    name: str
    since: int
    level: Level
    people: tuple[str, ...]
    chair: str
    interval: Interval
    #: It met last in the week that is so many before this one, and first so many months before that.
    weeks_ago: int
    months: int
    weekday: Weekday
    at: time
    minutes: int
    place: str
    terms: str
    link: str = ""
    is_joint: bool = False
    #: A shorter interval until so many months after the last meeting, or before it.
    first: tuple[Interval, int] | None = None
    #: The next meeting is that of the year.
    is_annual: bool = False
    #: Which meeting before the last one did not take place.
    called_off: int | None = None

    def last_day(self, today: date) -> date:
        monday = today - timedelta(days=today.weekday())
        return monday - timedelta(weeks=self.weeks_ago) + timedelta(days=self.weekday)


SCHOOL: Final = (
    Plan(
        "Joint project board", 470, Level.STRATEGIC,
        ("anna.hedlund", "per.olsen", "karin.lind", "jonas.berg", "lars.moller", "britt.moe"), "",
        Interval.QUARTER, 9, 13, Weekday.THURSDAY, time(13), 90, "Fyrstad, town hall, room 2",
        JOINT,
        is_joint=True, first=(Interval.TWO_MONTHS, -10), is_annual=True,
    ),
    Plan(
        "Follow-up group", 400, Level.TACTICAL,
        ("karin.lind", "jonas.berg", "sara.nyman", "tor.vik", "eva.strom", "maja.ek"), "karin.lind",
        Interval.MONTH, 2, 12, Weekday.TUESDAY, time(9), 60, "Nordlys, Storgatan 4",
        FOLLOW_UP, called_off=6,
    ),
    Plan(
        "Service meeting", 400, Level.OPERATIONAL,
        ("eva.strom", "maja.ek", "mats.oberg", "liv.dahl", "ida.akesson", "nils.sjogren"), "maja.ek",
        Interval.MONTH, 2, 12, Weekday.WEDNESDAY, time(14), 45, "",
        SERVICE,
        link="https://meet.nordlys.example/service", called_off=4,
    ),
)  # fmt: skip
CARE: Final = (
    Plan(
        "Joint project board", 130, Level.STRATEGIC,
        ("anna.hedlund", "ingrid.hauge", "karin.lind", "bjorn.nilsen"), "",
        Interval.QUARTER, 2, 3, Weekday.MONDAY, time(10), 60, "Fyrstad, town hall, room 5",
        JOINT,
        is_joint=True, first=(Interval.MONTH, 8),
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


def _hold(board: Board, called_off: int | None, lead: Person, today: date) -> None:
    """What should have been held until today was, all but the one that was called off."""
    actor = as_actor(lead, board.partnership)
    past = Meeting.objects.filter(board=board, starts_at__lt=datetime.combine(today, time(), UTC))
    for before, meeting in enumerate(past.planned().order_by("-starts_at", "-pk")):
        Meeting.objects.filter(pk=meeting.pk).update(invite_at=None, remind_at=None)
        if before == called_off:
            with happened(meeting.starts_at - timedelta(days=1), board.partnership):
                cancel_meeting(actor=actor, meeting=meeting, reason="Half of us are ill.")
        else:
            meeting.attendees.update(answer="yes", answered_at=meeting.starts_at - timedelta(days=9), told=0)
            with happened(meeting.ends_at, board.partnership):
                hold_meeting(actor=actor, meeting=meeting)
        Meeting.objects.filter(pk=meeting.pk).update(changed_at=meeting.starts_at)


def _answer(board: Board, answers: Answers, people: dict[str, Person]) -> None:
    """To the board's next meeting."""
    coming = Meeting.objects.planned().filter(board=board, starts_at__gt=timezone.now())
    meeting = coming.earliest("starts_at")
    for name, said in answers.items():
        answer_meeting(actor=as_actor(people[name], board.partnership), meeting=meeting, answer=said)


def _extra(school: Partnership, people: dict[str, Person], today: date) -> None:
    day = working_day(today + timedelta(days=12), {school.customer.country})
    add_meeting(
        actor=as_actor(people["jonas.berg"], school),
        title="What the new school law means for the timetable",
        level=Level.TACTICAL,
        starts_at=datetime.combine(day, time(12), UTC),
        minutes_long=60,
        time_zone="Europe/Stockholm",
        attendees=[people[name] for name in ("karin.lind", "sara.nyman", "jonas.berg", "tor.vik")],
        link="https://meet.example/school-law",
    )


def _set_up(partnership: Partnership, plan: Plan, people: dict[str, Person], today: date) -> Board:
    began, last = today - timedelta(days=plan.since), plan.last_day(today)
    month = last.replace(day=1)
    first, until = plan.first or ("", 0)
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
            first_until=months_after(month, until) if first else None,
            starts_on=max(began, months_after(month, -plan.months)),
            weekday=plan.weekday,
            week=Week((last.day + 6) // 7),
            at=plan.at,
            minutes_long=plan.minutes,
            time_zone=partnership.customer.time_zone,
            place=plan.place,
            link=plan.link,
            annual_month=months_after(month, 3).month if plan.is_annual else None,
        )
    Board.objects.filter(pk=board.pk).update(created_at=morning(began))
    _let_time_pass(board, today)
    _hold(board, plan.called_off, people["karin.lind"], today)
    return board


def _let_time_pass(board: Board, today: date) -> None:
    """What the sweep has done since: each year ahead, planned when its time had come."""
    board.refresh_from_db()
    day, last = board.created_at.date(), today - timedelta(days=3)
    while day < last:
        day = min(day + A_YEAR, last)
        with happened(morning(day), board.partnership):
            make_meetings_for([board.pk], morning(day))
