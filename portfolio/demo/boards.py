"""Where the demo's people meet: the joint project board, a board for daily work, and an extra meeting."""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Person
from governance.actions import add_board, add_meeting, answer_meeting, hold_meeting, invite_due
from governance.actions.planning import make_for
from governance.models import Board, Interval, Meeting
from partnerships.models import Partnership
from partnerships.sides import Level
from portfolio.demo.history import as_actor, happened, morning

TERMS = """\
# What it is there for

The board answers for what the partnership is to give, and decides where the two sides cannot agree.

# What it decides

- changes of scope, time and money
- risks that nobody else can carry
- concerns that have come up to it

# How

Both sides put things on the agenda. What is decided stands in the minutes, which both sign.
"""
DAILY = """\
# What it is there for

Keeping the service running, week by week: what has failed, what comes, who does what.
"""
Answers = dict[str, str]
JOINT_ANSWERS: Answers = {"anna.hedlund": "yes", "jonas.berg": "yes", "tor.vik": "maybe"}
DAILY_ANSWERS: Answers = {"eva.strom": "yes", "maja.ek": "yes", "mats.oberg": "no"}


def load_boards(school: Partnership, care: Partnership, people: dict[str, Person], today: date) -> None:
    joint = _joint(school, people, ("karin.lind", "jonas.berg", "tor.vik"), today, annual_month=11)
    daily = add_board(
        actor=as_actor(people["karin.lind"], school),
        name="Service board",
        level=Level.OPERATIONAL,
        terms=DAILY,
        members=[people[name] for name in ("eva.strom", "mats.oberg", "maja.ek", "liv.dahl")],
        chair=people["eva.strom"],
        interval=Interval.MONTH,
        starts_on=today - timedelta(days=200),
        weekday=3,
        week=2,
        at=time(9),
        minutes_long=60,
        time_zone="Europe/Stockholm",
        link="https://meet.example/school-service",
    )
    together = _joint(
        care, people, ("karin.lind", "bjorn.nilsen"), today, first_until=care.start + timedelta(days=365)
    )
    for board in (joint, daily):
        _past(board, people["karin.lind"], today)
    _extra(school, people, today)
    invite_due(timezone.now())
    _answer(joint, JOINT_ANSWERS, people)
    _answer(daily, DAILY_ANSWERS, people)
    for board in (joint, together):
        # the lead of both keeps her calendar in order
        for meeting in Meeting.objects.planned().filter(board=board, invite_at=None):
            actor = as_actor(people["karin.lind"], board.partnership)
            answer_meeting(actor=actor, meeting=meeting, answer="yes")


def _answer(board: Board, answers: Answers, people: dict[str, Person]) -> None:
    """To the board's next meeting."""
    coming = Meeting.objects.planned().filter(board=board, starts_at__gt=timezone.now())
    meeting = coming.earliest("starts_at")
    for name, answer in answers.items():
        actor = as_actor(people[name], board.partnership)
        answer_meeting(actor=actor, meeting=meeting, answer=answer)


def _joint(
    partnership: Partnership,
    people: dict[str, Person],
    members: tuple[str, ...],
    today: date,
    first_until: date | None = None,
    annual_month: int | None = None,
) -> Board:
    return add_board(
        actor=as_actor(people["karin.lind"], partnership),
        is_joint=True,
        name="Joint project board",
        level=Level.STRATEGIC,
        terms=TERMS,
        members=[people[name] for name in members],
        interval=Interval.TWO_MONTHS,
        first_interval=Interval.MONTH if first_until else "",
        first_until=first_until,
        starts_on=max(partnership.start, today - timedelta(days=200)),
        weekday=1,
        week=1,
        at=time(13),
        minutes_long=90,
        time_zone="Europe/Stockholm",
        place="Town hall, room Vänern",
        annual_month=annual_month,
    )


def _past(board: Board, lead: Person, today: date) -> None:
    """The meetings of the last half year, as the sweep made them then, and as they were held."""
    then = morning(today - timedelta(days=180))
    with happened(then, board.partnership):
        Board.objects.filter(pk=board.pk).update(made_until=None)
        make_for([board.pk], then)
    held = Meeting.objects.planned().filter(board=board, starts_at__lt=timezone.now())
    for meeting in held.order_by("starts_at"):
        Meeting.objects.filter(pk=meeting.pk).update(invite_at=None, remind_at=None)
        meeting.attendees.update(answer="yes", answered_at=meeting.starts_at - timedelta(days=9), told=0)
        with happened(meeting.ends_at, board.partnership):
            hold_meeting(actor=as_actor(lead, board.partnership), meeting=meeting)
    # what was made half a year ago reached half a year ahead: the rest is made today
    Board.objects.filter(pk=board.pk).update(made_until=None)
    make_for([board.pk], timezone.now())


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
