"""For which partnerships a health check opens by itself: six weeks before an anniversary (domain.md §7.1),
or, where nobody was there to open it, later."""

from calendar import isleap
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from assessments.rounds.models import OPENS_BEFORE, Round
from partnerships.access.days import latest_day
from partnerships.lifecycle.models import Partnership
from partnerships.sides import RUNNING_STAGES

#: One that was missed opens until half a year later. From then on the next anniversary is the nearer one, and
#: its check will do: after a long outage there is one check, not one for each year.
LATE_UNTIL: Final = timedelta(weeks=26)
#: The start itself is no anniversary.
FIRST: Final = timedelta(days=300)
_DAY: Final = timedelta(days=1)


def due_anniversaries(now: datetime, among: "QuerySet[Partnership] | None" = None) -> dict[int, date]:
    """By partnership, the anniversary for which a check is to open now and has not."""
    # a day more on either side, for it is another day elsewhere
    latest = latest_day(now)
    first, last = latest - LATE_UNTIL - 2 * _DAY, latest + OPENS_BEFORE + _DAY
    days = {}
    for ahead in range((last - first).days + 1):
        day = first + ahead * _DAY
        days[day.month * 100 + day.day] = day
    if 228 in days and 229 not in days:
        days[229] = days[228]  # who started on 29 February celebrates on the 28th
    # long before, as it is everywhere: nobody could miss what both sides had not accepted
    past = [key for key, day in days.items() if day < latest - 2 * _DAY]
    checks = Round.objects.filter(partnership=OuterRef("pk"), instrument_key="health_check")
    found = (
        (Partnership.objects.all() if among is None else among)
        .filter(
            ~Exists(checks.filter(anniversary__range=(first, last))),
            ~Q(anniversary_key__in=past, answered_at=None),
            state=Partnership.State.BINDING,
            anniversary_key__in=days,
            stage__in=RUNNING_STAGES,
            supplier__isnull=False,
            start__lte=last - FIRST,
        )
        .annotate(last_opened=Max("rounds__opened_at", filter=Q(rounds__instrument_key="health_check")))
        .select_related("customer")
    )
    due = {}
    for partnership in found:
        anniversary = days[partnership.anniversary_key]
        if _is_due(partnership, anniversary, now):
            due[partnership.pk] = anniversary
    return due


def _is_due(partnership: Partnership, anniversary: date, now: datetime) -> bool:
    today = partnership.today(now)
    opens = anniversary - OPENS_BEFORE
    if not opens <= today <= anniversary + LATE_UNTIL:
        return False
    end = partnership.end
    if (end is not None and end < max(anniversary, today)) or anniversary - FIRST < partnership.start:
        return False
    if today < anniversary:
        return True
    # nothing was missed where the partnership was not yet accepted, or a lead has had both sides asked since
    accepted = partnership.answered_at and partnership.today(partnership.answered_at) < anniversary
    opened = partnership.last_opened and partnership.today(partnership.last_opened) >= opens  # type: ignore[attr-defined]
    return bool(accepted and not opened)


def next_anniversary(start: date, today: date) -> date:
    """The first anniversary of ``start`` after ``today``; 29 February becomes the 28th in common years."""
    for year in (today.year, today.year + 1):
        day = start.day if start.month != 2 or isleap(year) else min(start.day, 28)
        anniversary = date(year, start.month, day)
        if anniversary > today:
            return anniversary
    raise AssertionError("a year has an anniversary")
