"""What a person holds for their side, and how it goes to a successor in one go. Each room says it of its own
things in its ``offers.py``; the hand-over, the gaps and the page of a membership ask here.

    offer_holding("actions", move_actions, position=10, label=_("Open actions"), held=open_actions)

``move_actions(handover) -> int`` moves the things of one person, in the transaction of the hand-over, and
writes their histories; ``open_actions(side)`` is the queryset of what people of that side hold, everywhere,
with ``holder`` (a person's key) on each row: ``held_as`` makes it of a field, and ``pass_on``
moves such a field.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from accounts.people.models import Person
from common.locks import locked
from common.offers import in_order
from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space
from partnerships.timeline.services import Happened, record_all

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
    position: int
    label: Any
    move: Callable[[Handover], int]
    held: Callable[[Side], QuerySet[Any]]


HOLDINGS: Final[dict[str, Holding]] = {}


def offer_holding(
    name: str,
    move: Callable[[Handover], int],
    *,
    position: int,
    label: Any,
    held: Callable[[Side], QuerySet[Any]],
) -> None:
    """Rows of ``held`` belong to a partnership, and to a space where their model has one; ``str`` and
    ``get_absolute_url`` say what and where they are."""
    HOLDINGS[name] = Holding(name, position, label, move, held)


def holdings() -> list[Holding]:
    """In the order in which they are shown and handed over."""
    return in_order(HOLDINGS.values())


def held_as(field: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows that somebody holds, by the field that names the person."""
    held: QuerySet[Any] = rows.exclude(**{field: None}).annotate(holder=F(field))
    return held


def pass_on(
    handover: Handover,
    held: QuerySet[Any],
    field: str,
    kind: str,
    *,
    fact: str = "",
    known_as: Callable[[Any], dict[str, int]] = lambda row: {"number": row.number},
    **facts: str,
) -> int:
    """Another name in ``field`` of all that the leaver holds, and in the history of each, which finds it by
    ``known_as``."""
    mine = held.filter(partnership=handover.partnership, **{field: handover.leaver})
    rows = list(locked(mine))
    if not rows:
        return 0
    # everything that holds a form open on one of them is told, as with any other change
    type(rows[0])._default_manager.filter(pk__among=[row.pk for row in rows]).update(
        **{field: handover.successor, "version": F("version") + 1}
    )
    names = [handover.leaver.name, handover.successor.name]
    record_all(
        partnership=handover.partnership,
        person=handover.actor.person,
        events=[
            Happened(kind, str(row), row.space, {**known_as(row), **facts, fact or field: names})
            for row in rows
        ],
    )
    return len(rows)


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
    for holding in holdings():
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
    for holding in holdings():
        mine = holding.held(side).filter(partnership=partnership, holder=person.pk).order_by("pk")
        rows = list(mine[: LISTED + 1])
        count = len(rows) if len(rows) <= LISTED else mine.count()
        for row in rows[:LISTED]:
            row.partnership = partnership
        if rows:
            found.append(Held(holding.name, holding.label, count, rows[:LISTED]))
    return found


def _in_spaces(rows: QuerySet[Any], spaces: Collection[Space]) -> QuerySet[Any]:
    has_space = any(field.name == "space" for field in rows.model._meta.fields)
    return rows.filter(space__in=spaces) if has_space else rows
