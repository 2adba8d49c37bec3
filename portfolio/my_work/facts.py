"""What is on a person's desk: the facts that my work is put together from, each read once and as plain rows,
for most of them are only counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Count
from django.utils import timezone

from accounts.people.models import Person
from assessments.answering.models import Answer
from assessments.respondents.models import Respondent
from assessments.rounds.models import Round
from common.lookups import Keys
from governance.action_items.models import ActionItem
from governance.charter.models import CharterVersion
from governance.meetings.models import Attendee, Meeting
from governance.risks.models import Risk
from partnerships.access.positions import Own
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.people.contacts import contacts
from partnerships.people.gaps import Gap, find_gaps, sides_of
from partnerships.sides import SENIOR_PART, Part, Side, Space
from portfolio.my_work.rows import ClosedRound, Due, Line, OpenRound, Place, Proposal

#: How far ahead "coming up" looks, and from when on an action waits for its owner.
AHEAD = timedelta(days=60)
SOON = timedelta(days=14)
#: Minutes of older meetings nobody remembers enough to write.
BACK: Final = timedelta(days=30)
#: More of one person's actions than this are on the partnerships' own lists.
MOST = 200


COLUMNS: Final = (
    "pk", "reference", "title", "stage", "state", "start", "end", "customer_id", "supplier_id",
    "customer__name", "supplier__name", "openness",
)  # fmt: skip
SHOWN: Final = (Partnership.State.PROPOSED, Partnership.State.BINDING)


class WorkFacts:
    """One person at one moment. The number of queries is the same however much is on the desk."""

    def __init__(self, person: Person, now: datetime) -> None:
        self.person = person
        self.scope = AccessScope(person)
        self.now = now
        self.today = timezone.localtime(now).date()

    @property
    def memberships(self) -> list[Own]:
        return self.scope.memberships

    @property
    def is_officer(self) -> bool:
        return bool(self.scope.officer_of)

    @property
    def is_administrator(self) -> bool:
        return bool(self.scope.administered)

    @cached_property
    def partnerships(self) -> dict[int, Line]:
        """What ``Partnership.objects.for_person`` lets the person see, proposed or binding."""
        found = Partnership.objects.seen_by(self.scope).filter(state__in=SHOWN).order_by("pk")
        return {row[0]: Line(*row) for row in found.values_list(*COLUMNS)}

    @cached_property
    def own(self) -> Keys:
        """The numbers of these, for every question that is asked about them."""
        return Keys(self.partnerships)

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Proposed to an organisation of the person's, and theirs to answer."""
        if not self.memberships:
            return []
        asked = Partnership.objects.awaiting_answer_of(self.scope).order_by("proposed_at", "pk")
        columns = ("reference", "title", "proposed_at", "customer__name")
        return [Proposal._make(row) for row in asked.values_list(*columns)[:MOST]]

    @cached_property
    def unanswered(self) -> list[tuple[Respondent, int]]:
        """Open health checks in which the person has not finished, with the number of questions answered."""
        respondents = list(
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
            .order_by("round__closes_at", "pk")[:MOST]
        )  # fmt: skip
        if not respondents:
            return []
        given = Answer.objects.filter(respondent__among=[each.pk for each in respondents]).exclude(value="")
        answered = Counter(given.order_by().values_list("respondent_id", flat=True))
        return [(respondent, answered[respondent.pk]) for respondent in respondents]

    @cached_property
    def open_rounds(self) -> list[OpenRound]:
        """The checks open in the person's partnerships."""
        found = Round.objects.filter(partnership__among=self.own, closed_at=None, space=Space.JOINT)
        columns = ("pk", "partnership_id", "closes_at", "customer_closes_id", "supplier_closes_id")
        return [OpenRound._make(row) for row in found.order_by("closes_at", "pk").values_list(*columns)]

    @cached_property
    def asking(self) -> set[tuple[int, str]]:
        """The sides of the open checks, by the check, on which anybody is asked."""
        rounds = [round.pk for round in self.open_rounds]
        if not rounds:
            return set()
        asked = Respondent.objects.filter(round__among=rounds, revoked_at=None)
        return set(asked.order_by().values_list("round_id", "side").distinct())

    @cached_property
    def parts(self) -> dict[int, set[tuple[str, str]]]:
        """The (side, part) in which the person leads a partnership or answers for it."""
        found: dict[int, set[tuple[str, str]]] = {}
        for role in self.scope.held:
            if role.part == Part.LEAD or role.part in SENIOR_PART.values():
                found.setdefault(role.pk, set()).add((role.side, role.part))
        return found

    @cached_property
    def led(self) -> dict[Side, list[int]]:
        """The partnerships that the person leads, by the side for which they do."""
        return {
            side: [pk for pk, parts in self.parts.items() if (side.value, Part.LEAD.value) in parts]
            for side in Side
        }

    def leads(self, pk: int) -> bool:
        return any(part == Part.LEAD for _side, part in self.parts.get(pk, ()))

    @cached_property
    def actions(self) -> list[Due]:
        """The person's own open actions up to the horizon, the latest first."""
        own = ActionItem.objects.filter(
            owner=self.person,
            state=ActionItem.State.OPEN,
            due__lte=self.today + AHEAD,
            partnership__among=self.own,
        )
        rows = own.order_by("due", "pk").values_list("partnership_id", "number", "title", "due")
        return [Due._make(row) for row in rows[:MOST]]

    @cached_property
    def risks(self) -> list[Due]:
        """The person's own open risks whose review comes up to the horizon, the latest first."""
        own = Risk.objects.filter(
            owner=self.person,
            state=Risk.State.OPEN,
            review_on__lte=self.today + AHEAD,
            partnership__among=self.own,
        )
        rows = own.order_by("review_on", "number").values_list(
            "partnership_id", "number", "event", "review_on"
        )
        return [Due._make(row) for row in rows[:MOST]]

    @cached_property
    def charters(self) -> list[Due]:
        """The charters of the person's running partnerships whose review comes up to the horizon."""
        running = Keys(pk for pk, line in self.partnerships.items() if line.is_running)
        current = CharterVersion.objects.current().filter(
            partnership__among=running, review_on__lte=self.today + AHEAD
        )
        rows = current.order_by("review_on", "number").values_list("partnership_id", "number", "review_on")
        return [Due(pk, number, "", day) for pk, number, day in rows if day]

    @cached_property
    def places(self) -> list[Place]:
        """The person's places at meetings, from those whose minutes may be missing to the horizon."""
        own = Attendee.objects.filter(
            person=self.person,
            meeting__starts_at__gt=self.now - BACK,
            meeting__starts_at__lt=self.now + AHEAD,
            meeting__partnership__among=self.own,
        ).exclude(meeting__state=Meeting.State.CANCELLED)
        columns = (
            "partnership_id", "number", "title", "is_annual", "starts_at", "state", "invite_at",
            "board__chair_id", "minutes__state", "minutes__begun_by_id",
        )  # fmt: skip
        rows = own.order_by("meeting__starts_at", "pk").values_list(
            "answer", *(f"meeting__{name}" for name in columns)
        )
        return [Place._make(row) for row in rows[: 2 * MOST]]

    @cached_property
    def meetings(self) -> list[Place]:
        """Of these, the coming ones that they have not said no to."""
        return [
            place
            for place in self.places
            if place.starts_at > self.now
            and place.state == Meeting.State.PLANNED
            and place.answer != Attendee.Answer.NO
        ]

    @cached_property
    def gaps(self) -> dict[int, Iterator[Gap]]:
        """What is missing among the people of one's own side, the urgent first, where one leads it, or
        answers for a side without a lead. Looked through as far as somebody asks."""
        mine = [pk for pk in self.parts if pk in self.partnerships]
        found = {}
        for pk, own in contacts(mine, self.today).items() if mine else ():
            leads = {contact.side for contact in own if contact.counts and contact.role.part == Part.LEAD}
            sides = {
                Side(side) for side, part in self.parts[pk] if part == Part.LEAD or Side(side) not in leads
            }
            if sides:
                missing = find_gaps(own, sides_of(self.partnerships[pk]))
                found[pk] = _concerning(sides, missing)
        return found

    @cached_property
    def late(self) -> dict[int, int]:
        """How many actions are late in each partnership that has any."""
        overdue = ActionItem.objects.filter(
            partnership__among=self.own,
            space=Space.JOINT,
            state=ActionItem.State.OPEN,
            due__lt=self.today,
        )
        return dict(overdue.order_by().values_list("partnership").annotate(Count("pk")))

    def closed_rounds(self, partnership_ids: list[int]) -> list[ClosedRound]:
        """The closed checks of these partnerships, oldest first."""
        closed = Round.objects.filter(
            partnership__among=partnership_ids, closed_at__isnull=False, space=Space.JOINT
        )
        columns = (
            "pk", "partnership_id", "closed_at", "going_well", "attention", "gaps", "customer_mean",
            "supplier_mean",
        )  # fmt: skip
        rows = closed.order_by("partnership_id", "closed_at", "pk").values_list(*columns)
        return [ClosedRound._make(row) for row in rows]


def _concerning(sides: set[Side], missing: Iterable[Gap]) -> Iterator[Gap]:
    return (gap for gap in missing if gap.side is None or gap.side in sides)
