"""Who hears of what a table brought: each once, however many lines are theirs."""

from collections.abc import Iterator

from accounts.people.models import Person
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.people.models import Role
from partnerships.sides import Part, Side


def owners_of(run: TableImport, outcome: Outcome) -> Iterator[tuple[Person, Side, int]]:
    """Those who have a role here still, with their side, and how many are theirs."""
    people = Person.objects.in_bulk([int(pk) for pk in outcome.owners])
    roles = Role.objects.current().filter(partnership=run.partnership, person__in=people)
    sides = dict(roles.exclude(part=Part.FACILITATOR).values_list("person", "side"))
    for pk, person in people.items():
        if pk in sides:
            yield person, Side(sides[pk]), outcome.owners[str(pk)]
