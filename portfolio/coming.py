"""The dates ahead of a person, or of one partnership."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Agreement
from assessments.actions.opening import OPENS_BEFORE, next_anniversary
from assessments.models import Round
from governance.models import CharterVersion, Meeting, Risk
from partnerships.access import Actor
from partnerships.models import Partnership
from partnerships.sides import RUNNING_STAGES
from portfolio.desk import AHEAD, SOON, Desk, Line
from portfolio.lately import Glance
from portfolio.waiting.promises import reviews as charter_reviews


@dataclass(frozen=True, slots=True)
class Date:
    day: date
    what: str
    where: str
    url: str


class HasLife(Protocol):
    """What a partnership's dates are worked out from; a row or the model itself."""

    @property
    def stage(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


def opens_by_itself(partnership: HasLife, today: date) -> date | None:
    """The next day after ``today`` on which the annual health check opens, or ``None`` when no more will."""
    if partnership.state != Partnership.State.BINDING or partnership.stage not in RUNNING_STAGES:
        return None
    first = max(today + OPENS_BEFORE, partnership.start)  # the start itself is no anniversary
    opens = next_anniversary(partnership.start, first) - OPENS_BEFORE
    return opens if opens <= partnership.end else None


#: A day, and how to say what happens on it: most of what comes is never shown.
Coming = tuple[date, Callable[[], Date]]


def coming_up(desk: Desk, at_most: int) -> tuple[list[Date], int]:
    """What comes in the next sixty days, the nearest first, and how much more there is."""
    found = sorted(
        [
            *_checks(desk),
            *_meetings(desk),
            *_actions(desk),
            *_reviews(desk, at_most),
            *_partnerships(desk),
            *_agreements(desk, at_most),
        ],
        key=lambda pair: pair[0],
    )
    return [make() for _day, make in found[:at_most]], max(0, len(found) - at_most)


def _checks(desk: Desk) -> Iterator[Coming]:
    for round in desk.open_rounds:
        closes = timezone.localtime(round.closes_at).date()
        if desk.today <= closes <= desk.today + AHEAD:
            line = desk.partnerships[round.partnership_id]
            yield closes, partial(_date, closes, _("Health check closes"), line, "health_check", round.pk)


def _meetings(desk: Desk) -> Iterator[Coming]:
    for own in desk.meetings:
        meeting = own.meeting
        day = timezone.localtime(meeting.starts_at).date()
        line = desk.partnerships[meeting.partnership_id]
        yield day, partial(_date, day, meeting.name, line, "meeting", meeting.number)


def _actions(desk: Desk) -> Iterator[Coming]:
    for action in desk.actions:
        if action.due > desk.today + SOON:  # the nearer ones wait already
            line = desk.partnerships[action.partnership_id]
            yield action.due, partial(_date, action.due, action.title, line, "action", action.number)


def _reviews(desk: Desk, at_most: int) -> Iterator[Coming]:
    """The person's own risks, and the charters of all their partnerships; what is to be reviewed sooner
    waits already."""
    last = desk.today + AHEAD
    risks = (
        Risk.objects.filter(
            owner=desk.person,
            state=Risk.State.OPEN,
            review_on__range=(desk.today + SOON + timedelta(days=1), last),
            partnership__among=list(desk.partnerships),
        )
        .order_by()
        .annotate(said=Cast("event", TextField()))
    )
    charters = (
        CharterVersion.objects.current()
        .filter(
            partnership__among=[pk for pk, line in desk.partnerships.items() if line.stage in RUNNING_STAGES],
            review_on__range=(desk.today, last),
        )
        .order_by()
    )
    waiting = charter_reviews(desk).order_by().values("pk")
    columns = ("review_on", "number", "said", "partnership_id")
    found = risks.values_list(*columns).union(
        charters.exclude(pk__in=waiting).annotate(said=Value("", TextField())).values_list(*columns), all=True
    )
    for day, number, said, partnership in found.order_by("review_on", "said", "number")[: at_most + 1]:
        line = desk.partnerships[partnership]
        if said:
            what = _("Review risk %(name)s") % {"name": f"R-{number}: {said}"}
            yield day, partial(_date, day, what, line, "risk", number)
        else:
            yield day, partial(_date, day, _("Review of the charter"), line, "charter")


def _partnerships(desk: Desk) -> Iterator[Coming]:
    last = desk.today + AHEAD
    for line in desk.partnerships.values():
        opens = opens_by_itself(line, desk.today)
        if opens and opens <= last:
            yield opens, partial(_date, opens, _("Health check opens"), line, "health_checks")
        if desk.today <= line.end <= last and line.state == Partnership.State.BINDING:
            yield line.end, partial(_date, line.end, _("The partnership ends"), line, "overview")


def _agreements(desk: Desk, at_most: int) -> Iterator[Coming]:
    if not desk.is_officer:
        return
    ending = Agreement.objects.seen_by(desk.standing).filter(end__range=(desk.today, desk.today + AHEAD))
    for pk, title, end in ending.order_by("end", "pk").values_list("pk", "title", "end")[: at_most + 1]:
        if end is None:
            continue  # the filter leaves none of these; the type does not know
        yield end, partial(Date, end, _("The agreement ends"), title, reverse("agreement", args=[pk]))


def _date(day: date, what: str, line: Line, page: str, *more: int) -> Date:
    return Date(day, what, line.title, reverse(page, args=[line.reference, *more]))


#: So many of a partnership's next meetings stand on its overview.
NEXT = 2


def next_meetings(actor: Actor) -> list[Date]:
    coming = Meeting.objects.visible_to(actor).planned().filter(starts_at__gt=timezone.now())
    rows = coming.only("title", "is_annual", "number", "starts_at", "place").order_by("starts_at", "pk")
    reference = actor.partnership.reference
    return [
        Date(row.day(), row.name, row.place, reverse("meeting", args=[reference, row.number]))
        for row in rows[:NEXT]
    ]


def next_reviews(actor: Actor, found: Glance) -> list[Date]:
    """When both look at their charter again."""
    url = reverse("charter", args=[actor.partnership.reference])
    return [Date(date.fromisoformat(row.title), _("Review of the charter"), "", url) for row in found.rows]


def dates_of(
    partnership: Partnership, open_round: Round | None, today: date, planned: Sequence[Date] = ()
) -> list[Date]:
    """What comes in one partnership, the nearest first."""
    checks = reverse("health_checks", args=[partnership.reference])
    found = [*planned]
    if open_round:
        url = reverse("health_check", args=[partnership.reference, open_round.pk])
        closes = timezone.localtime(open_round.closes_at).date()
        found.append(Date(closes, _("Health check closes"), open_round.title, url))
    opens = opens_by_itself(partnership, today)
    if opens:
        found.append(Date(opens, _("Health check opens"), _("by itself, for four weeks"), checks))
    if partnership.end >= today:
        found.append(Date(partnership.end, _("The partnership ends"), "", ""))
    return sorted(found, key=lambda date: date.day)
