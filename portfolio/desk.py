"""What is on a person's desk: the facts that my work is put together from, each read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from assessments.models import Respondent, Round
from governance.models import Action, Attendee, Meeting
from partnerships.contacts import contacts
from partnerships.gaps import Gap, gaps, sides_of
from partnerships.models import Partnership
from partnerships.sides import SENIOR_PART, Part, Side, Space
from partnerships.standing import Own, Standing

#: How far ahead "coming up" looks, and from when on an action waits for its owner.
AHEAD = timedelta(days=60)
SOON = timedelta(days=14)
#: More of one person's actions than this are on the partnerships' own lists.
MOST = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A partnership as my work needs it, without the rest of its row."""

    pk: int
    reference: str
    title: str
    stage: str
    state: str
    start: date
    end: date
    customer_id: int
    supplier_id: int | None
    customer: str
    supplier: str | None
    openness: dict[str, dict[str, str]]


COLUMNS: Final = (
    "pk", "reference", "title", "stage", "state", "start", "end", "customer_id", "supplier_id",
    "customer__name", "supplier__name", "openness",
)  # fmt: skip
SHOWN: Final = (Partnership.State.PROPOSED, Partnership.State.BINDING)


class Desk:
    """One person at one moment. The number of queries is the same however much is on the desk."""

    def __init__(self, person: Person, now: datetime) -> None:
        self.person = person
        self.standing = Standing(person)
        self.now = now
        self.today = timezone.localtime(now).date()

    @property
    def memberships(self) -> list[Own]:
        return self.standing.memberships

    @property
    def is_officer(self) -> bool:
        return bool(self.standing.officer_of)

    @property
    def is_administrator(self) -> bool:
        return bool(self.standing.administered)

    @cached_property
    def partnerships(self) -> dict[int, Line]:
        """What ``Partnership.objects.for_person`` lets the person see, proposed or binding."""
        found = Partnership.objects.seen_by(self.standing).filter(state__in=SHOWN).order_by("pk")
        return {row[0]: Line(*row) for row in found.values_list(*COLUMNS)}

    @cached_property
    def proposals(self) -> list[Partnership]:
        """Proposed to an organisation of the person's, and theirs to answer."""
        return list(
            Partnership.objects.awaiting_answer_of(self.standing)
            .select_related("customer")
            .only("reference", "title", "proposed_at", "customer__name")
            .order_by("proposed_at", "pk")[:MOST]
        )

    @cached_property
    def unanswered(self) -> list[tuple[Respondent, int]]:
        """Open health checks in which the person has not finished, with the number of questions answered."""
        found = (
            Respondent.objects.filter(
                person=self.person,
                finished_at=None,
                revoked_at=None,
                round__closed_at=None,
                round__closes_at__gt=self.now,
            )
            .select_related("round")
            .only(
                "side", "nonce", "round__partnership_id", "round__closes_at", "round__instrument_key",
                "round__instrument_version",
            )
            .annotate(answered=Count("answers", filter=~Q(answers__value="")))
            .order_by("round__closes_at", "pk")[:MOST]
        )  # fmt: skip
        return [(respondent, respondent.answered) for respondent in found]

    @cached_property
    def open_rounds(self) -> list[Round]:
        """The checks open in the person's partnerships; whether each side has anybody to ask stands in
        ``asks_customer`` and ``asks_supplier``."""

        def asks(side: Side) -> Exists:
            return Exists(Respondent.objects.filter(round=OuterRef("pk"), side=side, revoked_at=None))

        return list(
            Round.objects.filter(
                partnership__among=list(self.partnerships), closed_at=None, space=Space.JOINT
            )
            .annotate(asks_customer=asks(Side.CUSTOMER), asks_supplier=asks(Side.SUPPLIER))
            .only("partnership_id", "closes_at", "customer_closes_id", "supplier_closes_id")
            .order_by("closes_at", "pk")
        )

    @cached_property
    def parts(self) -> dict[int, set[tuple[str, str]]]:
        """The (side, part) in which the person leads a partnership or answers for it."""
        found: dict[int, set[tuple[str, str]]] = {}
        for role in self.standing.held:
            if role.part == Part.LEAD or role.part in SENIOR_PART.values():
                found.setdefault(role.pk, set()).add((role.side, role.part))
        return found

    @cached_property
    def actions(self) -> list[Action]:
        """The person's own open actions up to the horizon, the latest first."""
        own = Action.objects.filter(
            owner=self.person,
            state=Action.State.OPEN,
            due__lte=self.today + AHEAD,
            partnership__in=self.partnerships,
        )
        return list(
            own.only("number", "title", "due", "state", "partnership_id").order_by("due", "pk")[:MOST]
        )

    @cached_property
    def meetings(self) -> list[Attendee]:
        """The person's places at coming meetings that they have not said no to."""
        if not self.standing.held:
            return []  # nobody comes without a role
        own = Attendee.objects.filter(
            person=self.person,
            meeting__state=Meeting.State.PLANNED,
            meeting__starts_at__gt=self.now,
            meeting__starts_at__lt=self.now + AHEAD,
            meeting__partnership__among=list(self.partnerships),
        ).exclude(answer=Attendee.Answer.NO)
        columns = ("title", "is_annual", "number", "starts_at", "partnership_id")
        return list(
            own.select_related("meeting")
            .only("answer", *(f"meeting__{name}" for name in columns))
            .order_by("meeting__starts_at", "pk")[:MOST]
        )

    @cached_property
    def gaps(self) -> dict[int, list[Gap]]:
        """What is missing among the people of one's own side, where one leads it, or answers for a side
        without a lead."""
        mine = [pk for pk in self.parts if pk in self.partnerships]
        found = {}
        for pk, own in contacts(mine, self.today).items() if mine else ():
            leads = {contact.side for contact in own if contact.counts and contact.role.part == Part.LEAD}
            sides = {
                Side(side) for side, part in self.parts[pk] if part == Part.LEAD or Side(side) not in leads
            }
            missing = gaps(own, sides_of(self.partnerships[pk]))
            found[pk] = [gap for gap in missing if any(gap.concerns(side) for side in sides)]
        return {pk: missing for pk, missing in found.items() if missing}

    @cached_property
    def late(self) -> dict[int, int]:
        """How many actions are late in each partnership that has any."""
        overdue = Action.objects.filter(
            partnership__among=list(self.partnerships),
            space=Space.JOINT,
            state=Action.State.OPEN,
            due__lt=self.today,
        )
        return dict(overdue.order_by().values_list("partnership").annotate(Count("pk")))

    def closed_rounds(self, partnership_ids: Iterable[int]) -> QuerySet[Round]:
        """The closed checks of these partnerships, oldest first."""
        return (
            Round.objects.filter(
                partnership__among=list(partnership_ids), closed_at__isnull=False, space=Space.JOINT
            )
            .only(
                "partnership_id", "going_well", "attention", "gaps", "customer_mean", "supplier_mean",
                "anniversary", "opened_at", "closed_at",
            )
            .order_by("partnership", "closed_at", "pk")
        )  # fmt: skip
