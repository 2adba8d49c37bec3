"""What the demo's boards have talked about and decided, and what they are going to talk about."""

from datetime import timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from accounts.models import Person
from governance.actions import (
    add_decision,
    add_item,
    agree_action,
    begin_minutes,
    lay_down_pen,
    propose_agendas,
    put_up_minutes,
    save_minutes,
)
from governance.models import Board, Meeting, MeetingPaper, Minutes
from partnerships.actions import sign
from partnerships.models import Partnership, Signature
from portfolio.demo.history import as_actor, happened


class Point(NamedTuple):
    title: str
    said: str
    decision: str = ""
    #: Which risk moves back to the customer, where the decision takes over how the supplier works.
    moved_back: str = ""


#: The meetings of a board take turns with these.
TALKS: Final = (
    (
        Point("How the term has begun", "Fewer questions than last year; **two schools** could not sign in "
              "on the first morning.", "Sign-in is rehearsed with four schools before each term"),
        Point("Who hears what, and when", "The outlook on the budget is shared early in each quarter."),
    ),
    (
        Point("The order of releases", "The customer wants the guardians' app first, whatever it means for "
              "the rest:\n\n- the timetable follows in autumn\n- nothing else is moved",
              "The customer sets the order of releases until summer",
              "That the timetable is late for the autumn term"),
        Point("What the figures say", "Answered in time: 94 %. Both sides have the same figure."),
    ),
    (
        Point("Staff on both sides", "A new technical adviser from next month; hand-over in two weeks."),
        Point("What we have learned", "Asking the users first was worth the two weeks that it took.",
              "Head teachers are asked before a page for guardians is changed"),
    ),
)  # fmt: skip
SENIORS: Final = ("anna.hedlund", "per.olsen")


def load_minutes(school: Partnership, people: dict[str, Person]) -> None:
    for board in Board.objects.filter(partnership=school, closed_at=None).order_by("number"):
        held = list(Meeting.objects.filter(board=board, state=Meeting.State.HELD).order_by("starts_at"))
        for n, meeting in enumerate(held):
            # the latest minutes of the joint board wait for the supplier's signature
            waits = board.is_joint and meeting is held[-1]
            _write(meeting, TALKS[n % len(TALKS)], people, SENIORS[:1] if waits else SENIORS)
    # what was made for days gone by is there for who asks, and mailed to nobody
    MeetingPaper.objects.update(goes_out=False)
    coming = Meeting.objects.planned().filter(partnership=school, starts_at__gt=timezone.now())
    first = coming.filter(board__is_joint=True).earliest("starts_at")
    propose_agendas(first.starts_at - timedelta(days=6))
    add_item(
        actor=as_actor(people["tor.vik"], school),
        meeting=first,
        title="What our customers elsewhere do with the new school law",
        minutes=15,
        note="Three of them have changed how grades are stored. A quarter of an hour is enough.",
    )


def _write(
    meeting: Meeting, points: tuple[Point, ...], people: dict[str, Person], signers: tuple[str, ...]
) -> None:
    school = meeting.partnership
    lead = as_actor(people["karin.lind"], school)
    with happened(meeting.ends_at, school):
        minutes = begin_minutes(actor=lead, meeting=meeting)
        items = [add_item(actor=lead, meeting=meeting, title=point.title, minutes=30) for point in points]
        save_minutes(
            actor=lead,
            minutes=minutes,
            version=minutes.version,
            came={one["person"]: "present" for one in minutes.attendance},
            said={item.pk: point.said for item, point in zip(items, points, strict=True)},
        )
        for item, point in zip(items, points, strict=True):
            if point.decision:
                add_decision(
                    actor=lead,
                    minutes=minutes,
                    title=point.decision,
                    item=item,
                    takes_over=bool(point.moved_back),
                    moved_back=point.moved_back,
                )
        if len(signers) < len(SENIORS):
            owner, due = people["tor.vik"], timezone.localdate() + timedelta(days=25)
            agree_action(
                actor=lead, minutes=minutes, title="Hand over to the new adviser", owner=owner, due=due
            )
        lay_down_pen(actor=lead, minutes=minutes)
        _sign(Minutes.objects.get(pk=minutes.pk), people, signers)


def _sign(minutes: Minutes, people: dict[str, Person], signers: tuple[str, ...]) -> None:
    partnership = minutes.partnership
    sign_off = put_up_minutes(actor=as_actor(people["karin.lind"], partnership), minutes=minutes)
    for name in signers:
        sign(
            actor=as_actor(people[name], partnership),
            sign_off=sign_off,
            sha256=sign_off.sha256,
            method=Signature.Method.PASSWORD,
        )
