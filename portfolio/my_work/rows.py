"""The rows that a desk is made of: as many columns as my work shows or decides by, and no more."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone

from governance.meetings.models import Meeting
from partnerships.sides import RUNNING_STAGES, Side, Stage


class Line(NamedTuple):
    """A partnership as my work needs it, without the rest of its row."""

    pk: int
    reference: str
    title: str
    stage: str
    state: str
    start: date
    end: date | None
    customer_id: int
    supplier_id: int | None
    customer: str
    supplier: str | None
    openness: dict[str, dict[str, str]]

    @property
    def is_ended(self) -> bool:
        return self.stage == Stage.ENDED

    @property
    def is_running(self) -> bool:
        return self.stage in RUNNING_STAGES


class Proposal(NamedTuple):
    reference: str
    title: str
    proposed_at: datetime
    customer: str


class OpenRound(NamedTuple):
    pk: int
    partnership_id: int
    closes_at: datetime
    customer_closes: int | None
    supplier_closes: int | None

    def closes_early(self, side: Side) -> int | None:
        return self.customer_closes if side is Side.CUSTOMER else self.supplier_closes


class ClosedRound(NamedTuple):
    pk: int
    partnership_id: int
    closed_at: datetime
    going_well: int
    attention: int
    gaps: int
    customer_mean: float | None
    supplier_mean: float | None


class Due(NamedTuple):
    """Something with a day and a number within its partnership: an action, a risk, a charter."""

    partnership_id: int
    number: int
    title: str
    day: date


class Place(NamedTuple):
    """The person's place at one meeting."""

    answer: str
    partnership_id: int
    number: int
    title: str
    is_annual: bool
    starts_at: datetime
    state: str
    invite_at: datetime | None
    chair: int | None
    minutes: str | None  # their state, where there are any
    begun_by: int | None

    @property
    def name(self) -> str:
        return Meeting.name_of(self.title, self.is_annual)

    @property
    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()
