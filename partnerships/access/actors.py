"""From a person and a reference to an actor: the one access check, which hands out the partnership."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.people.models import Person
from partnerships.access.permissions import known
from partnerships.access.positions import facts_of, foremost, positions_of, terms_of
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


def find_actor(person: Person, reference: str) -> Actor | None:
    """The actor, or ``None`` for a stranger: no role, and not officer of a party. Whoever may ``view`` here
    finds the partnership in ``Partnership.objects.for_person`` too."""
    parties = Partnership.objects.select_related("customer", "supplier")
    partnership = parties.filter(reference=reference).first()
    if partnership is None:
        return None
    position = foremost(positions_of(facts_of(person, partnership), terms_of(partnership)))
    if position is None:
        return None
    return Actor(person, partnership, position.side, position.parts, position.permissions, position.spaces)
