"""What a person holds for their side, and how it goes to a successor in one go. Each app says it of its own
things in its ``ready()``; the hand-over, the gaps and the page of a membership ask here.

    hands_over("actions", move_actions, label=_("Open actions"), held=open_actions)

``move_actions(handover) -> int`` moves the things of one person, in the transaction of the hand-over, and
writes their histories; ``open_actions(side)`` is the queryset of what people of that side hold, everywhere,
with ``holder`` (a person's key) on each row.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from accounts.people.models import Person
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space

#: More than this of one kind is counted, and not listed.
LISTED = 20


@dataclass(frozen=True)
class Handover:
    """Who hands over to whom, on which side of which partnership, and who does it."""

    partnership: Partnership
    side: Side
    leaver: Person
    successor: Person
    actor: Actor


@dataclass(frozen=True)
class Holding:
    name: str
    label: Any
    move: Callable[[Handover], int]
    held: Callable[[Side], QuerySet[Any]]


HOLDINGS: Final[dict[str, Holding]] = {}


def hands_over(
    name: str,
    move: Callable[[Handover], int],
    *,
    label: Any,
    held: Callable[[Side], QuerySet[Any]],
) -> None:
    """Rows of ``held`` belong to a partnership, and to a space where their model has one; ``str`` and
    ``get_absolute_url`` say what and where they are."""
    HOLDINGS[name] = Holding(name, label, move, held)


@dataclass(frozen=True)
class Held:
    """What one person holds of one kind: how many, and the first of them."""

    name: str
    label: Any
    count: int
    rows: list[Any]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


#: (partnership, side, person) → name of the holding → how many
Counts = dict[tuple[int, Side, int], dict[str, int]]


def count_held(
    partnership_ids: Iterable[int],
    sides: Collection[Side] = tuple(Side),
    *,
    people: Collection[int],
    spaces: Collection[Space] = tuple(Space),
) -> Counts:
    """How much people hold, in one short query for each kind and side, however many things and people there
    are. ``spaces`` are those that the asker sees."""
    wanted = Q(partnership__among=list(partnership_ids), holder__in=list(people))
    found: Counts = {}
    for holding in HOLDINGS.values():
        for side in sides:
            held = _in_spaces(holding.held(side), spaces).filter(wanted).order_by()
            counted = held.values_list("partnership_id", "holder").annotate(Count("pk"))
            for partnership, holder, count in counted:
                found.setdefault((partnership, side, holder), {})[holding.name] = count
    return found


def count_left(
    partnership_id: int, people: Collection[tuple[Side, int]], *, spaces: Collection[Space]
) -> dict[tuple[Side, int], int]:
    """How much these people hold of one partnership, each on one side; nobody who holds nothing."""
    counts = count_held(
        [partnership_id],
        {side for side, _person in people},
        people={person for _side, person in people},
        spaces=spaces,
    )
    return {
        (side, person): sum(kinds.values())
        for (_pk, side, person), kinds in counts.items()
        if (side, person) in people
    }


def held_by(partnership: Partnership, side: Side, person: Person) -> list[Held]:
    """What the person holds on the side, kind by kind, with the first of each; nothing that is empty."""
    found = []
    for name, holding in HOLDINGS.items():
        mine = holding.held(side).filter(partnership=partnership, holder=person.pk).order_by("pk")
        rows = list(mine[: LISTED + 1])
        count = len(rows) if len(rows) <= LISTED else mine.count()
        for row in rows[:LISTED]:
            row.partnership = partnership
        if rows:
            found.append(Held(name, holding.label, count, rows[:LISTED]))
    return found


def _in_spaces(rows: QuerySet[Any], spaces: Collection[Space]) -> QuerySet[Any]:
    has_space = any(field.name == "space" for field in rows.model._meta.fields)
    return rows.filter(space__in=spaces) if has_space else rows
