"""The data set: made in bulk, the same each time, in the shape that the product itself would leave."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db import models, transaction

from accounts.organisations.models import Membership, Organisation, normalise_name
from accounts.people.models import Person
from agreements.register.models import Agreement, AgreementParty
from assessments.answering.models import Answer
from assessments.instruments.definitions import CANNOT_SAY, instrument
from assessments.respondents.models import Respondent
from assessments.results.arithmetic import Given, findings
from assessments.results.models import QuestionResult
from assessments.rounds.closing import question_result, write_counts
from assessments.rounds.models import Round
from bench import risks
from governance.action_items.models import ActionItem
from governance.openness.selectors import ALL_AGREED
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side, Stage
from partnerships.timeline.models import TimelineEvent

BATCH = 5_000
#: What closing writes on a health check.
FIGURES = ("closed_at", "going_well", "attention", "gaps", "not_answered", "customer_mean", "supplier_mean")
CHECK = instrument("health_check")
VALUES = ["fully", "largely", "partly", "not_at_all", CANNOT_SAY]
WEIGHTS = [30, 35, 20, 8, 7]
TODAY = datetime.now(UTC).date()

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Size:
    organisations: int = 200
    partnerships: int = 2_000
    rounds_each: int = 3
    actions: int = 50_000
    agreements: int = 4_000
    risks: int = 20_000
    meetings: int = 20_000
    decisions: int = 30_000
    #: Ideas, lessons, concerns, files and so on: so many of each, in the one partnership whose pages are measured.
    records: int = 300
    #: Partnerships of the one person whose pages are measured.
    own: int = 60

    def tenth(self) -> "Size":
        return Size(
            organisations=self.organisations // 10,
            partnerships=self.partnerships // 10,
            actions=self.actions // 10,
            agreements=self.agreements // 10,
            meetings=self.meetings // 10,
            decisions=self.decisions // 10,
            risks=self.risks // 10,
            records=self.records // 10,
        )


def store(rows: Iterable[Row]) -> list[Row]:
    rows = list(rows)
    return type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH) if rows else []


@transaction.atomic
def load(size: Size) -> Person:
    """Fill an empty database; returns the person whose pages are measured: lead in ``size.own``
    partnerships, and officer and administrator of the first organisation."""
    from bench import decided, records  # which build on this module

    dice = random.Random(7)
    organisations = store(
        Organisation(
            name=f"Organisation {n:03}", normalised_name=normalise_name(f"Organisation {n:03}"), country="SE"
        )
        for n in range(size.organisations)
    )
    person, people = _people(organisations)
    partnerships = store(_partnerships(size, organisations, person, dice))
    sides = _roles(partnerships, people, person, size)
    _rounds(size, partnerships, sides, dice)
    _actions(size, partnerships, sides, dice)
    _risks(size, partnerships, sides, dice)
    _agreements(size, organisations, dice)
    decided.load(size, partnerships, sides, dice)
    records.load(size, partnerships, sides)
    return person


def _people(organisations: list[Organisation]) -> tuple[Person, dict[int, list[Person]]]:
    def new(n: int, k: int) -> Person:
        return Person(
            email=f"p{n}-{k}@org{n}.example", given_name=f"Given{k}", family_name=f"Family{n}", password="!"
        )

    people = store(new(n, k) for n in range(len(organisations)) for k in range(6))
    of: dict[int, list[Person]] = {}
    for n, organisation in enumerate(organisations):
        of[organisation.pk] = people[n * 6 : n * 6 + 6]
    store(
        Membership(organisation_id=pk, person=p, is_officer=k == 1, is_administrator=k == 1)
        for pk, group in of.items()
        for k, p in enumerate(group)
    )
    return people[1], of


def _partnerships(
    size: Size, organisations: list[Organisation], person: Person, dice: random.Random
) -> Iterator[Partnership]:
    half = len(organisations) // 2
    for n in range(size.partnerships):
        # the first sixty are of the first organisation, as customer
        customer = organisations[0] if n < size.own else organisations[1 + n % (half - 1)]
        start = date(TODAY.year - 3, 1, 1) + timedelta(days=dice.randrange(330))
        yield Partnership(
            reference=f"p-{n:06}",
            title=f"Partnership {n:05}",
            stage=Stage.IN_OPERATION,
            customer=customer,
            supplier=organisations[half + n % half],
            start=start,
            end=start.replace(year=start.year + 9),
            state=Partnership.State.BINDING,
            proposed_by=person,
            openness=ALL_AGREED,
        )


def _roles(
    partnerships: list[Partnership], people: dict[int, list[Person]], person: Person, size: Size
) -> dict[int, list[tuple[Side, Person]]]:
    parts = [(Part.MEMBER, Level.OPERATIONAL), (Part.LEAD, Level.TACTICAL), (Part.MEMBER, Level.STRATEGIC)]
    sides: dict[int, list[tuple[Side, Person]]] = {}
    roles = []
    for partnership in partnerships:
        for side in Side:
            organisation = partnership.organisation(side)
            assert organisation is not None
            for k, (part, level) in enumerate(parts):
                holder = people[organisation.pk][k]
                if k == 2:
                    part = Part.SRO if side is Side.CUSTOMER else Part.SRIE
                sides.setdefault(partnership.pk, []).append((side, holder))
                roles.append(
                    Role(
                        partnership=partnership,
                        person=holder,
                        side=side,
                        part=part,
                        level=level,
                        since=partnership.start,
                    )
                )
    store(roles)
    return sides


def _rounds(
    size: Size,
    partnerships: list[Partnership],
    sides: dict[int, list[tuple[Side, Person]]],
    dice: random.Random,
) -> None:
    for year in range(size.rounds_each):
        rounds = [_closed_round(partnership, year) for partnership in partnerships]
        closings = [round.closed_at for round in rounds]
        for round in rounds:
            round.closed_at = None  # until all is in: what has closed takes no more
        _answered(store(rounds), sides, dice)
        for round, closed_at in zip(rounds, closings, strict=True):
            round.closed_at = closed_at
        Round.objects.bulk_update(rounds, FIGURES, batch_size=BATCH)


def _answered(rounds: list[Round], sides: dict[int, list[tuple[Side, Person]]], dice: random.Random) -> None:
    respondents: list[Respondent] = []
    answers: list[Answer] = []
    results: list[QuestionResult] = []
    for round in rounds:
        asked = [_respondent(round, side, person) for side, person in sides[round.partnership_id]]
        answered = [_answer(respondent, q.key, dice) for respondent in asked for q in CHECK.questions]
        found = findings(
            CHECK,
            [Given(Side(a.respondent.side), a.question_key, a.value, a.comment) for a in answered],
        )
        write_counts(round, found)
        respondents += asked
        answers += answered
        results += [question_result(round, position, f) for position, f in enumerate(found, start=1)]
    store(respondents)
    store(answers)
    store(results)


def _closed_round(partnership: Partnership, year: int) -> Round:
    closed = datetime.combine(partnership.start, time(12), UTC) + timedelta(days=300 + 365 * year)
    closed = min(closed, datetime.combine(TODAY, time(1), UTC) - timedelta(days=3 - year))
    return Round(
        partnership=partnership,
        opened_at=closed - timedelta(days=28),
        closes_at=closed,
        closed_at=closed,
        anniversary=partnership.start + timedelta(days=365 * (year + 1)),
        customer_asked=3,
        supplier_asked=3,
        customer_answered=3,
        supplier_answered=3,
    )


def _respondent(round: Round, side: Side, person: Person) -> Respondent:
    return Respondent(
        round=round,
        side=side,
        person=person,
        name=person.name,
        email=person.email,
        finished_at=round.closed_at,
    )


def _answer(respondent: Respondent, question_key: str, dice: random.Random) -> Answer:
    comment = "We would like to hear of it earlier." if dice.random() < 0.05 else ""
    value = dice.choices(VALUES, WEIGHTS)[0]
    return Answer(respondent=respondent, question_key=question_key, value=value, comment=comment)


def _actions(
    size: Size,
    partnerships: list[Partnership],
    sides: dict[int, list[tuple[Side, Person]]],
    dice: random.Random,
) -> None:
    actions: list[Any] = []
    for n in range(size.actions):
        partnership = partnerships[n % len(partnerships)]
        side, owner = dice.choice(sides[partnership.pk])
        done = dice.random() < 0.6
        actions.append(
            ActionItem(
                partnership=partnership,
                number=n // len(partnerships) + 1,
                title=f"Agree on point {n}",
                owner=owner,
                owner_side=side,
                due=TODAY + timedelta(days=dice.randrange(-60, 200)),
                created_by=owner,
                state="done" if done else "open",
                done_at=datetime.now(UTC) if done else None,
                level=dice.choice(list(Level)),
            )
        )
    store(actions)
    store(
        TimelineEvent(partnership=p, kind="health_check.closed", subject="Health check") for p in partnerships
    )


def _risks(
    size: Size,
    partnerships: list[Partnership],
    sides: dict[int, list[tuple[Side, Person]]],
    dice: random.Random,
) -> None:
    stored = store(risks.risks(size.risks, partnerships, sides, TODAY, dice))
    store(risks.scores(stored, dice))
    store(risks.events(stored))


def _agreements(size: Size, organisations: list[Organisation], dice: random.Random) -> None:
    half = len(organisations) // 2
    agreements = store(
        Agreement(
            register=organisations[0 if n % 2 else n % half],
            number=f"A-{n:05}",
            title=f"Agreement {n:05}",
            start=TODAY,
            end=TODAY + timedelta(days=900),
            value=100_000 + n,
            currency="SEK",
            cpv=["72000000"],
        )
        for n in range(size.agreements)
    )
    store(
        AgreementParty(
            agreement=a, organisation=dice.choice(organisations[half:]), part=AgreementParty.Part.SUPPLIER
        )
        for a in agreements
    )
