"""What was said and decided in the demo's meetings: sealed, all but the latest."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.services import complete
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of, minutes_of, suggestions_for
from governance.agendas.services import add_item, take_suggestions
from governance.boards.models import Board
from governance.decisions.models import Decision
from governance.decisions.services import add_decision
from governance.meetings.models import Meeting
from governance.minutes.agreeing import agree_action
from governance.minutes.models import Attendance, Minutes
from governance.minutes.sealing import submit_minutes
from governance.minutes.services import begin_minutes, save_minutes
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.signing.models import SignOff
from portfolio.demo.history import as_actor, happened, morning
from portfolio.demo.signing import sign_both


@dataclass(frozen=True)
class Point:
    """Something that was talked about: what was said, decided, and agreed to do, by whom, within how long."""

    title: str
    minutes: int
    said: str
    decided: str = ""
    more: str = ""
    #: Which risk moves back to the customer with it.
    moved_back: str = ""
    todo: tuple[str, str, int] | None = None
    is_done: bool = True


@dataclass(frozen=True)
class Told:
    """A meeting of a board, the last one or so many before it."""

    board: str
    before: int
    points: tuple[Point, ...]
    away: tuple[str, ...] = ()
    text: str = ""
    reservation: str = ""


#: In the order in which they were held.
MEETINGS: Final = (
    Told("Joint project board", 2, (
        Point("What the year has brought", 30,
              "Both sides read the findings of the health check together. *Involvement* and *feedback* are "
              "the two that both want to move first."),
        Point("Opening the cost ledger", 25,
              "The supplier would open it by period; the customer needs it by work package.",
              "The ledger is opened by period, and by work package from next year",
              "The leads agree on the headings before the first export."),
        Point("Who decides on small changes", 20, "Three changes waited five weeks for a signature.",
              "Changes up to 200,000 kr are decided by the follow-up group",
              todo=("Write the limit into the charter", "karin.lind", 30)),
    ), away=("lars.moller",)),
    Told("Joint project board", 1, (
        Point("Effects: time back for teachers", 30,
              "Six hours a teacher and term, asked of forty teachers. The schools that began late have not "
              "answered yet."),
        Point("Hosting of the archive", 25,
              "The customer wants the archive in its own data centre, for reasons of its own.",
              "The archive is run in the customer’s data centre",
              "The supplier advises, and delivers the export.",
              moved_back="Availability and backup of the archive"),
    ), reservation="We advised against it: two places to look after cost more than one. We carry it out."),
    Told("Follow-up group", 3, (
        Point("Actions that are late", 15, "Two were done and not ticked off. One waits for the schools."),
        Point("Term start", 25, "The rehearsal with four schools showed slow sign-in between 8 and 8.20.",
              "The rehearsal is repeated before every term",
              todo=("Double the servers for the first week of term", "maja.ek", 25)),
    )),
    Told("Follow-up group", 2, (
        Point("Service levels of the last period", 20, "98.6 % answered in time; the summer was quiet."),
        Point("Questions that reach the developers directly", 20,
              "Two schools write to people they know. It is meant well, and nobody else learns the answer.",
              todo=("Thank the two schools, and show them the common address", "eva.strom", 20)),
    ), away=("tor.vik",)),
    Told("Joint project board", 0, (
        Point("The next health check", 20, "Everybody with a role is asked again."),
        Point("Opening the books", 30,
              "The customer has agreed; the supplier speaks with its owners about margins first.",
              "The question of open books comes back to the next meeting",
              todo=("Ask the owners of Nordlys for an answer on open books", "per.olsen", 45)),
    ), text="The annual agreement meeting is the board’s next one."),
    Told("Follow-up group", 1, (
        Point("Risks that are due for review", 20, "Term start is down to likelihood 3 after the rehearsal."),
        Point("Absence by text message", 20, "The two schools on trial want to go on.",
              "The trial goes on until the winter break",
              todo=("Count the calls before eight in the two schools", "ida.akesson", 30)),
    )),
)  # fmt: skip
#: Written and put up, signed by one side.
LATEST: Final = Told("Follow-up group", 0, (
    Point("Actions of this month", 15, "All but one are done."),
    Point("Winter release", 25,
          "The release is smaller than planned; the schools would rather have it whole and later.",
          "The winter release moves to the week after the break",
          todo=("Tell the schools about the new date of the winter release", "maja.ek", 45), is_done=False),
))  # fmt: skip


def load_minutes(
    partnership: Partnership, boards: dict[str, Board], people: dict[str, Person], today: date
) -> None:
    for told in MEETINGS:
        meeting = held_meeting(boards[told.board], told.before)
        sign_off = write(partnership, meeting, told, people, meeting.day() + timedelta(days=1))
        signed = meeting.day() + timedelta(days=5)
        days = {people["anna.hedlund"]: signed, people["per.olsen"]: signed + timedelta(days=2)}
        sign_both(partnership, sign_off, days, told.reservation)
    put_up_on = today - timedelta(days=5)  # nobody is to be reminded yet
    meeting = held_meeting(boards[LATEST.board], LATEST.before)
    sign_off = write(partnership, meeting, LATEST, people, put_up_on)
    sign_both(partnership, sign_off, {people["per.olsen"]: put_up_on + timedelta(days=1)})
    _agenda(partnership, boards["Joint project board"], people, today)


def held_meeting(board: Board, before: int) -> Meeting:
    """The last one, or so many before it."""
    held = Meeting.objects.filter(board=board, state=Meeting.State.HELD)
    meeting: Meeting = held.select_related("partnership").order_by("-starts_at", "-pk")[before]
    return meeting


def write(
    partnership: Partnership, meeting: Meeting, told: Told, people: dict[str, Person], put_up_on: date
) -> SignOff:
    """The agenda beforehand, the minutes in the meeting, and put up after it."""
    writer = as_actor(people["karin.lind"], partnership)
    with happened(meeting.starts_at - timedelta(days=6), partnership):
        for point in told.points:
            add_item(actor=writer, meeting=meeting, title=point.title, minutes=point.minutes)
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    with happened(meeting.starts_at, partnership):
        minutes = begin_minutes(actor=writer, meeting=meeting)
        away = {people[name].pk for name in told.away}
        minutes = save_minutes(
            actor=writer,
            minutes=minutes,
            version=minutes.version,
            text=told.text,
            came={
                one["person"]: Attendance.APOLOGIES if one["person"] in away else Attendance.PRESENT
                for one in minutes.attendance
            },
            said={item.pk: point.said for item, point in zip(items, told.points, strict=True)},
        )
        for item, point in zip(items, told.points, strict=True):
            _decide(writer, minutes, item, point, people)
    _date_back(meeting)
    with happened(morning(put_up_on), partnership):
        return submit_minutes(actor=writer, minutes=minutes)


def _decide(
    writer: Actor, minutes: Minutes, item: AgendaItem, point: Point, people: dict[str, Person]
) -> None:
    meeting = minutes.meeting
    if point.decided:
        add_decision(
            actor=writer,
            minutes=minutes,
            item=item,
            title=point.decided,
            text=point.more,
            takes_over=bool(point.moved_back),
            moved_back=point.moved_back,
        )
    if point.todo:
        title, owner, days = point.todo
        due = meeting.day() + timedelta(days=days)
        action = agree_action(
            actor=writer, minutes=minutes, item=item, title=title, owner=people[owner], due=due
        )
        ActionItem.objects.filter(pk=action.pk).update(created_at=meeting.starts_at)
        done = due - timedelta(days=2)
        if point.is_done:
            with happened(morning(done), minutes.partnership):
                complete(actor=as_actor(people[owner], minutes.partnership), action=action)
            ActionItem.objects.filter(pk=action.pk).update(done_at=morning(done))


def _date_back(meeting: Meeting) -> None:
    """Before they are sealed: then the database keeps them as they are."""
    AgendaItem.objects.filter(meeting=meeting).update(created_at=meeting.starts_at - timedelta(days=6))
    Decision.objects.filter(meeting=meeting).update(created_at=meeting.starts_at)
    Minutes.objects.filter(meeting=meeting).update(begun_at=meeting.starts_at, saved_at=meeting.ends_at)


def _agenda(partnership: Partnership, board: Board, people: dict[str, Person], today: date) -> None:
    """What the next meeting of the joint board is to talk about: proposed by both, and what is open."""
    ahead = Meeting.objects.filter(board=board, starts_at__gt=timezone.now()).planned()
    meeting = ahead.order_by("starts_at", "pk")[0]
    for who, title, minutes, note in (
        (
            "karin.lind",
            "Open books: where the supplier’s owners stand",
            20,
            "From the last meeting.",
        ),
        ("jonas.berg", "Two people for the school year that begins in August", 15, ""),
        (
            "tor.vik",
            "What our customers elsewhere do with the new school law",
            10,
            "Three of them store grades anew.",
        ),
    ):
        with happened(morning(today - timedelta(days=2)), partnership):
            add_item(
                actor=as_actor(people[who], partnership),
                meeting=meeting,
                title=title,
                minutes=minutes,
                note=note,
            )
    with happened(morning(today - timedelta(days=1)), partnership):
        items = agenda_of(meeting)
        left, marks = meeting.minutes_long - minutes_of(items), []
        for suggestion in suggestions_for([meeting], items, timezone.now())[meeting.pk]:
            if suggestion.minutes <= left:
                left -= suggestion.minutes
                marks.append(suggestion.mark)
        take_suggestions(actor=as_actor(people["karin.lind"], partnership), meeting=meeting, marks=marks)
