"""From a person and a reference to an actor: the one access check, which hands out the partnership."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, Q, QuerySet
from django.http import Http404

from accounts.people.models import Person
from common.prepared import Given, Prepared, Row
from partnerships.access.permissions import known
from partnerships.access.positions import Named, facts_of, foremost, positions_of, terms_of
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Part, Side, Space


@dataclass(frozen=True)
class Actor:
    """A person in one partnership: their side, their parts in it, and what these let them do."""

    person: Person
    partnership: Partnership
    side: Side
    parts: frozenset[Part]
    permissions: frozenset[str]
    spaces: tuple[Space, ...] = (Space.JOINT,)
    #: The organisations that the person administers: known with the access check, and named by every page.
    administered: tuple[Named, ...] = ()

    def may(self, permission: str) -> bool:
        return known(permission) in self.permissions

    def records(self) -> Q:
        """Which records of the partnership they see: nothing without the right to look at it, else those of
        their spaces."""
        if not self.may("view"):
            return Q(pk__in=[])
        return Q(partnership=self.partnership.pk, space__in=self.spaces)

    @property
    def is_outsider(self) -> bool:
        """Facilitates without belonging to the side they stand on."""
        return Space(self.side.value) not in self.spaces

    @property
    def is_lead(self) -> bool:
        return Part.LEAD in self.parts


#: In the place of whoever asks a prepared question about what an actor sees.
ANYONE = Actor(
    Person(pk=Given("person")),
    Partnership(pk=Given("partnership")),
    cast(Side, Given("side", CharField())),
    frozenset(),
    frozenset({"view"}),
    (Space.JOINT, cast(Space, Given("space", CharField()))),
)


class PreparedForActor(Prepared[Row]):
    """A prepared question about what an actor sees: the querysets' own rule, with the actor's partnership and
    spaces given at each asking. Nothing is found without the right to look."""

    def __init__(self, build: Callable[[Actor], QuerySet[Any, Row]]) -> None:
        super().__init__(lambda: build(ANYONE))

    def by(self, actor: Actor, **values: Any) -> list[Row]:
        if not actor.may("view"):
            return []
        own: dict[str, Any] = {
            "partnership": actor.partnership.pk,
            "space": actor.spaces[-1].value,  # an outsider's is the joint one again
            "side": actor.side.value,
            "person": actor.person.pk,
        }
        names = self.names()
        return self.ask(**{name: value for name, value in own.items() if name in names}, **values)

    def get_or_404(self, actor: Actor, **values: Any) -> Row:
        for found in self.by(actor, **values):
            return found
        raise Http404


PARTNERSHIP = Prepared(
    lambda: Partnership.objects.select_related("customer", "supplier").filter(
        reference=Given("reference", CharField())
    )
)


def find_actor(person: Person, reference: str) -> Actor | None:
    """The actor, or ``None`` for a stranger: no role, and not officer of a party. Whoever may ``view`` here
    finds the partnership in ``Partnership.objects.for_person`` too."""
    partnership = next(iter(PARTNERSHIP.ask(reference=reference)), None)
    if partnership is None:
        return None
    facts = facts_of(person, partnership)
    position = foremost(positions_of(facts, terms_of(partnership)))
    if position is None:
        return None
    administered = tuple(own.organisation for own in facts.memberships.values() if own.is_administrator)
    return Actor(
        person,
        partnership,
        position.side,
        position.parts,
        position.permissions,
        position.spaces,
        administered,
    )
