"""The dates ahead of one partnership."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import DateTimeField
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.rounds.due import next_anniversary
from assessments.rounds.models import OPENS_BEFORE, Round
from common.prepared import Given
from governance.meetings.models import Meeting
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import RUNNING_STAGES


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
    def end(self) -> date | None: ...


def opens_by_itself(partnership: HasLife, today: date) -> date | None:
    """The next day after ``today`` on which the annual health check opens, or ``None`` when no more will."""
    if partnership.state != Partnership.State.BINDING or partnership.stage not in RUNNING_STAGES:
        return None
    first = max(today + OPENS_BEFORE, partnership.start)  # the start itself is no anniversary
    anniversary = next_anniversary(partnership.start, first)
    is_over = partnership.end is not None and anniversary > partnership.end
    return None if is_over else anniversary - OPENS_BEFORE


#: So many of a partnership's next meetings stand on its overview.
NEXT = 2
MEETINGS = PreparedForActor(
    lambda anyone: (
        Meeting.objects.visible_to(anyone)
        .planned()
        .filter(starts_at__gt=Given("now", DateTimeField()))
        .order_by("starts_at", "pk")
        .values_list("title", "is_annual", "number", "starts_at", "place")[:NEXT]
    )
)


def next_meetings(actor: Actor) -> list[Date]:
    reference = actor.partnership.reference
    return [
        Date(
            timezone.localtime(starts_at).date(),
            Meeting.name_of(title, is_annual),
            place,
            reverse("meeting", args=[reference, number]),
        )
        for title, is_annual, number, starts_at, place in MEETINGS.by(actor, now=timezone.now())
    ]


def next_review(actor: Actor, review_on: date | None) -> list[Date]:
    """When both look at their charter again."""
    if review_on is None or review_on < actor.partnership.today():
        return []
    url = reverse("charter", args=[actor.partnership.reference])
    return [Date(review_on, _("Review of the charter"), "", url)]


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
    if partnership.end and partnership.end >= today and not partnership.is_ended:
        found.append(Date(partnership.end, _("The partnership ends"), "", ""))
    return sorted(found, key=lambda date: date.day)
