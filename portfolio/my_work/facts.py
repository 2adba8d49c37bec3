"""What is on a person's desk: the facts that my work is put together from, each read once and as plain rows,
for most of them are only counted."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from django.utils import timezone

from accounts.people.models import Person
from assessments.answering.models import Answer
from assessments.respondents.models import Respondent
from common.lookups import Keys
from governance.meetings.models import Attendee, Meeting
from partnerships.access.positions import Own
from partnerships.access.scope import AccessScope
from partnerships.people.contacts import contacts
from partnerships.people.vacancies import Vacancy, find_vacancies, sides_of
from partnerships.sides import SENIOR_PART, Part, Side
from portfolio.my_work import questions
from portfolio.my_work.rows import ClosedRound, Due, Line, OpenRound, Place, Proposal

#: How far ahead "coming up" looks, and from when on an action waits for its owner.
AHEAD = timedelta(days=60)
SOON = timedelta(days=14)
#: Minutes of older meetings nobody remembers enough to write.
BACK: Final = timedelta(days=30)


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
        return {row[0]: Line._make(row) for row in questions.PARTNERSHIPS.by(self.scope)}

    @cached_property
    def own(self) -> Keys:
        """The numbers of those that have not ended, for every question that is asked about them."""
        return Keys(pk for pk, line in self.partnerships.items() if not line.is_ended)

    @cached_property
    def seen(self) -> dict[str, Keys]:
        """Of these, by whose own space the person looks into as well: what ``questions.seen`` asks by."""
        inside = self.scope.inside(self.partnerships.values())
        return {"own": self.own, **{f"{side}_inside": Keys(inside[side]) for side in Side}}

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Proposed to an organisation of the person's, and theirs to answer."""
        if not self.memberships:
            return []
        return [Proposal._make(row) for row in questions.PROPOSALS.by(self.scope)]

    @cached_property
    def unanswered(self) -> list[tuple[Respondent, int]]:
        """Open health checks in which the person has not finished, with the number of questions answered."""
        respondents = questions.UNANSWERED.ask(person=self.person.pk, now=self.now)
        if not respondents:
            return []
        given = Answer.objects.filter(respondent__among=[each.pk for each in respondents]).exclude(value="")
        answered = Counter(given.order_by().values_list("respondent_id", flat=True))
        return [(respondent, answered[respondent.pk]) for respondent in respondents]

    @cached_property
    def open_rounds(self) -> list[OpenRound]:
        """The checks open in the person's partnerships."""
        return [OpenRound._make(row) for row in questions.OPEN_ROUNDS.ask(own=self.own)]

    @cached_property
    def asking(self) -> set[tuple[int, str]]:
        """The sides of the open checks, by the check, on which anybody is asked."""
        rounds = [round.pk for round in self.open_rounds]
        if not rounds:
            return set()
        return set(questions.ASKING.ask(rounds=rounds))

    @cached_property
    def parts(self) -> dict[int, set[tuple[str, str]]]:
        """The (side, part) in which the person leads a partnership or answers for it."""
        found: dict[int, set[tuple[str, str]]] = {}
        for role in self.scope.held:
            if role.partnership.is_ended:
                continue
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
        found = questions.ACTIONS.ask(person=self.person.pk, until=self.today + AHEAD, **self.seen)
        return [Due._make(row) for row in found]

    @cached_property
    def risks(self) -> list[Due]:
        """The person's own open risks whose review comes up to the horizon, the latest first."""
        found = questions.RISKS.ask(person=self.person.pk, until=self.today + AHEAD, **self.seen)
        return [Due._make(row) for row in found]

    @cached_property
    def charters(self) -> list[Due]:
        """The charters of the person's running partnerships whose review comes up to the horizon."""
        running = Keys(pk for pk, line in self.partnerships.items() if line.is_running)
        rows = questions.CHARTERS.ask(own=running, until=self.today + AHEAD)
        return [Due(pk, number, "", day) for pk, number, day in rows if day]

    @cached_property
    def places(self) -> list[Place]:
        """The person's places at meetings, from those whose minutes may be missing to the horizon."""
        first, last = self.now - BACK, self.now + AHEAD
        rows = questions.PLACES.ask(person=self.person.pk, first=first, last=last, **self.seen)
        return [Place._make(row) for row in rows]

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
    def vacancies(self) -> dict[int, Iterator[Vacancy]]:
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
                missing = find_vacancies(own, sides_of(self.partnerships[pk]))
                found[pk] = _concerning(sides, missing)
        return found

    @cached_property
    def late(self) -> dict[int, int]:
        """How many actions are late in each partnership that has any."""
        return dict(questions.LATE.ask(own=self.own, today=self.today))

    def with_actions(self, partnership_ids: list[int]) -> set[int]:
        """Those in which something has been agreed at all."""
        return set(questions.WITH_ACTIONS.ask(own=partnership_ids))

    def closed_rounds(self, partnership_ids: list[int]) -> list[ClosedRound]:
        """The closed checks of these partnerships, oldest first."""
        return [ClosedRound._make(row) for row in questions.CLOSED_ROUNDS.ask(own=partnership_ids)]


def _concerning(sides: set[Side], missing: Iterable[Vacancy]) -> Iterator[Vacancy]:
    return (vacancy for vacancy in missing if vacancy.side is None or vacancy.side in sides)
