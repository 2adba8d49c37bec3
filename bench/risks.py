"""Risks for the measurements: half of them in the one partnership whose pages are measured, for registers grow
where people work, and the rest spread over all."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from accounts.people.models import Person
from governance.risks.models import Risk, RiskScore
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side
from partnerships.timeline.models import TimelineEvent

#: Whose pages are measured (bench/pages.py).
MEASURED = "p-000003"
SCORES_EACH = 3


def risks(
    count: int,
    partnerships: list[Partnership],
    sides: dict[int, list[tuple[Side, Person]]],
    today: date,
    dice: random.Random,
) -> Iterator[Risk]:
    measured = next(each for each in partnerships if each.reference == MEASURED)
    for n in range(count):
        partnership = measured if n % 2 else partnerships[n // 2 % len(partnerships)]
        side, owner = dice.choice(sides[partnership.pk])
        risk = Risk(
            partnership=partnership,
            number=n + 1,
            event=f"The service fails on day {n}",
            cause="Everybody signs in at once.",
            effect="People wait, and call.",
            likelihood=dice.randint(1, 5),
            impact_customer=dice.randint(1, 5),
            impact_supplier=dice.randint(1, 5),
            bears=dice.choice(["customer", "supplier", "shared"]),
            manages=dice.choice(["customer", "supplier", "shared"]),
            reason="They run the servers.",
            owner=owner,
            owner_side=side,
            review_on=today + timedelta(days=dice.randrange(-20, 300)),
            review_set_on=today - timedelta(days=30),
            state="closed" if dice.random() < 0.2 else "open",
            created_by=owner,
        )
        risk.update_exposure()
        yield risk


def scores(stored: list[Risk], dice: random.Random) -> Iterator[RiskScore]:
    for risk in stored:
        for step in range(SCORES_EACH):
            yield RiskScore(
                risk=risk,
                at=datetime.now(UTC) - timedelta(days=90 * (SCORES_EACH - step)),
                by=risk.created_by,
                likelihood=dice.randint(1, 5),
                impact_customer=dice.randint(1, 5),
                impact_supplier=dice.randint(1, 5),
            )


def events(stored: list[Risk]) -> Iterator[TimelineEvent]:
    for n, risk in enumerate(stored):
        yield TimelineEvent(
            partnership=risk.partnership,
            person=risk.created_by,
            kind="risk.added",
            subject=str(risk),
            at=datetime.now(UTC) - timedelta(minutes=n),
            change={"number": risk.number, "score": [None, str(risk.exposure)]},
        )
