"""The year's meetings of many boards, made by one sweep."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import cycle
from time import perf_counter

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from bench.data import TODAY, store
from governance.boards.models import Board, BoardMember, Interval
from governance.boards.planning import make_meetings
from governance.meetings.inviting import invite_due
from governance.meetings.models import Attendee, Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side, Stage

AT_MOST = 60
PEOPLE = 6


@transaction.atomic
def load(boards: int) -> None:
    """A board with three people of each side in each of so many partnerships; most meet every month."""
    customer, supplier = store(
        Organisation(name=name, normalised_name=name, country=country)
        for name, country in (("customer", "SE"), ("supplier", "NO"))
    )
    people = store(
        Person(email=f"p{k}@meetings.example", given_name=f"P{k}", password="!") for k in range(PEOPLE)
    )
    sides = [Side.CUSTOMER if k < PEOPLE // 2 else Side.SUPPLIER for k in range(PEOPLE)]
    store(
        Membership(organisation=customer if side is Side.CUSTOMER else supplier, person=person)
        for person, side in zip(people, sides, strict=True)
    )
    partnerships = store(
        Partnership(
            reference=f"m-{n:06}",
            title=f"Partnership {n}",
            stage=Stage.IN_OPERATION,
            customer=customer,
            supplier=supplier,
            start=date(2023, 1, 1),
            end=date(2040, 1, 1),
            state=Partnership.State.BINDING,
            proposed_by=people[0],
        )
        for n in range(boards)
    )
    store(
        Role(partnership=p, person=person, side=side, part=Part.MEMBER, since=p.start)
        for p in partnerships
        for person, side in zip(people, sides, strict=True)
    )
    made = store(_boards(partnerships, people[0]))
    store(
        BoardMember(board=board, person=person, side=side)
        for board in made
        for person, side in zip(people, sides, strict=True)
    )


def _boards(partnerships: list[Partnership], person: Person) -> Iterator[Board]:
    intervals = cycle([Interval.MONTH, Interval.MONTH, Interval.TWO_WEEKS, Interval.TWO_MONTHS])
    for n, (partnership, interval) in enumerate(zip(partnerships, intervals, strict=False)):
        yield Board(
            partnership=partnership,
            number=1,
            name="Service board",
            level=Level.TACTICAL,
            interval=interval,
            starts_on=TODAY,
            weekday=n % 5,
            week=n % 4 + 1,
            at=time(10),
            time_zone="Europe/Stockholm",
            annual_month=n % 12 + 1,
            created_by=person,
        )


def measure(boards: int) -> None:
    now = datetime.now(UTC)
    with CaptureQueriesContext(connection) as caught:
        began = perf_counter()
        made = make_meetings(now)
        took = perf_counter() - began
    places = Attendee.objects.count()
    verdict = "holds" if took <= AT_MOST else "**over**"
    print(
        f"\nA year's meetings for {boards:,} boards: {took:.1f} s (at most {AT_MOST}: {verdict}), "
        f"{made:,} meetings with {places:,} places, {len(caught) / (boards / 100):.0f} queries per 100 boards"
    )
    began = perf_counter()
    again = make_meetings(now)
    print(f"The same once more: {perf_counter() - began:.2f} s, {again} made")
    began = perf_counter()
    mails = invite_due(now)
    asked = Meeting.objects.filter(invite_at=None).count()
    print(
        f"Inviting to those of the next eight weeks: {perf_counter() - began:.0f} s, {asked:,} meetings, {mails:,} mails"
    )
