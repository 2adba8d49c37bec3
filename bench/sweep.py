"""The data that the daily sweep is measured on."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from assessments.rounds.due import due_anniversaries, next_anniversary
from assessments.rounds.models import Round
from bench.data import TODAY, store
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side, Stage


@transaction.atomic
def load_for_sweep(partnerships: int, due: int) -> None:
    """Running partnerships with anniversaries all over the year; those in the window have been asked
    already, but for ``due`` of them."""
    customer, supplier = store(
        Organisation(name=name, normalised_name=name) for name in ("customer", "supplier")
    )
    people = store(Person(email=f"p{k}@sweep.example", given_name=f"P{k}", password="!") for k in range(6))
    store(
        Membership(organisation=customer if k < 3 else supplier, person=person)
        for k, person in enumerate(people)
    )
    rows = store(
        Partnership(
            reference=f"s-{n:06}",
            title=f"Partnership {n}",
            stage=Stage.IN_OPERATION,
            customer=customer,
            supplier=supplier,
            start=date(2023, 1, 1) + timedelta(days=n % 365),
            end=date(2040, 1, 1),
            state=Partnership.State.BINDING,
            proposed_by=people[0],
        )
        for n in range(partnerships)
    )
    store(
        Role(
            partnership=p,
            person=people[k],
            side=Side.CUSTOMER if k < 3 else Side.SUPPLIER,
            part=Part.MEMBER,
            since=p.start,
        )
        for p in rows
        for k in (0, 1, 2, 3, 4, 5)
    )
    noon = datetime.combine(TODAY, time(12), UTC)
    in_window = sorted(due_anniversaries(noon))
    asked = Partnership.objects.filter(pk__in=in_window[due:])
    store(
        Round(
            partnership=p,
            anniversary=next_anniversary(p.start, TODAY),
            opened_at=noon - timedelta(days=20),
            closes_at=noon + timedelta(days=8),
            closed_at=noon - timedelta(days=1),
        )
        for p in asked
    )
