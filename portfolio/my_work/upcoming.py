"""The dates ahead of a person, in all their partnerships."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.register.models import elsewhere_of
from partnerships.lifecycle.models import Partnership
from portfolio.calendar.dates import Date, opens_by_itself
from portfolio.my_work import questions
from portfolio.my_work.facts import AHEAD, SOON, WorkFacts
from portfolio.my_work.rows import Line
from portfolio.my_work.waiting.promises import is_asked_to_review

#: A day, and how to say what happens on it: most of what comes is never shown.
Upcoming = tuple[date, Callable[[], Date]]


def upcoming(desk: WorkFacts, at_most: int) -> tuple[list[Date], int]:
    """What comes in the next sixty days, the nearest first, and how much more there is."""
    found = sorted(
        [
            *_checks(desk),
            *_meetings(desk),
            *_actions(desk),
            *_reviews(desk, at_most),
            *_partnerships(desk),
            *_agreements(desk),
        ],
        key=lambda pair: pair[0],
    )
    return [make() for _day, make in found[:at_most]], max(0, len(found) - at_most)


def _checks(desk: WorkFacts) -> Iterator[Upcoming]:
    for round in desk.open_rounds:
        closes = timezone.localtime(round.closes_at).date()
        if desk.today <= closes <= desk.today + AHEAD:
            line = desk.partnerships[round.partnership_id]
            yield closes, partial(_date, closes, _("Health check closes"), line, "health_check", round.pk)


def _meetings(desk: WorkFacts) -> Iterator[Upcoming]:
    for own in desk.meetings if desk.scope.held else ():  # nobody comes without a role
        line = desk.partnerships[own.partnership_id]
        yield own.day, partial(_date, own.day, own.name, line, "meeting", own.number)


def _actions(desk: WorkFacts) -> Iterator[Upcoming]:
    for action in desk.actions:
        if action.day > desk.today + SOON:  # the nearer ones wait already
            line = desk.partnerships[action.partnership_id]
            yield action.day, partial(_date, action.day, action.title, line, "action", action.number)


def _reviews(desk: WorkFacts, at_most: int) -> Iterator[Upcoming]:
    """The person's own risks, and the charters of all their partnerships; what is to be reviewed sooner
    waits already."""
    risks = [risk for risk in desk.risks if risk.day > desk.today + SOON]
    charters = [
        charter
        for charter in desk.charters
        if charter.day >= desk.today and not is_asked_to_review(desk, charter)
    ]
    for due in sorted([*risks, *charters], key=lambda due: (due.day, due.title, due.number))[: at_most + 1]:
        line = desk.partnerships[due.partnership_id]
        if due.title:
            what = _("Review risk %(name)s") % {"name": f"R-{due.number}: {due.title}"}
            yield due.day, partial(_date, due.day, what, line, "risk", due.number)
        else:
            yield due.day, partial(_date, due.day, _("Review of the charter"), line, "charter")


def _partnerships(desk: WorkFacts) -> Iterator[Upcoming]:
    last = desk.today + AHEAD
    for line in desk.partnerships.values():
        opens = opens_by_itself(line, desk.today)
        if opens and opens <= last:
            yield opens, partial(_date, opens, _("Health check opens"), line, "health_checks")
        if line.is_ended or line.state != Partnership.State.BINDING:
            continue
        if line.end and desk.today <= line.end <= last:
            yield line.end, partial(_date, line.end, _("The partnership ends"), line, "overview")


def _agreements(desk: WorkFacts) -> Iterator[Upcoming]:
    if not desk.is_officer:
        return
    ending = questions.AGREEMENTS.ask(
        registers=desk.scope.officer_of,
        elsewhere=elsewhere_of(desk.scope),
        today=desk.today,
        until=desk.today + AHEAD,
    )
    for pk, title, end in ending:
        if end is None:
            continue  # the filter leaves none of these; the type does not know
        yield end, partial(Date, end, _("The agreement ends"), title, reverse("agreement", args=[pk]))


def _date(day: date, what: str, line: Line, page: str, *more: int) -> Date:
    return Date(day, what, line.title, reverse(page, args=[line.reference, *more]))
