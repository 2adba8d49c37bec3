"""What a person holds for their side, and how it goes to a successor in one go. Each app says it of its own
things in its ``ready()``; the hand-over, the gaps and the page of a membership ask here.

    hands_over("actions", move_actions, label=_("Open actions"), held=open_actions)

``move_actions(handover) -> int`` moves the things of one person, in the transaction of the hand-over, and
writes their histories; ``open_actions(side)`` is the queryset of what people of that side hold, everywhere,
with ``holder`` (a person's key) on each row.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Value

from accounts.models import Person
from partnerships.access import Actor
from partnerships.models import Partnership
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
    sides: Sequence[Side] = tuple(Side),
    *,
    spaces: Collection[Space] = tuple(Space),
    person: Person | None = None,
) -> Counts:
    """How much people hold, in one query however many things and people there are. ``spaces`` are those that
    the asker sees; ``person`` is the one whose things are meant, where it is one."""
    wanted = Q(partnership__in=list(partnership_ids))
    if person is not None:
        wanted &= Q(holder=person.pk)
    questions = [
        (
            _in_spaces(holding.held(side), spaces)
            .filter(wanted)
            .order_by()
            .annotate(held_kind=Value(holding.name), held_side=Value(side.value))
            .values_list("held_kind", "held_side", "partnership", "holder")
            .annotate(held_count=Count("pk"))
        )
        for holding in HOLDINGS.values()
        for side in sides
    ]
    if not questions:
        return {}
    found: Counts = {}
    for kind, side, partnership, holder, held in questions[0].union(*questions[1:], all=True):
        found.setdefault((partnership, Side(side), holder), {})[kind] = held
    return found


def held_by(partnership: Partnership, side: Side, person: Person) -> list[Held]:
    """What the person holds on the side, kind by kind, with the first of each; nothing that is empty."""
    counts = count_held([partnership.pk], [side], person=person).get((partnership.pk, side, person.pk), {})
    found = []
    for name, count in counts.items():
        holding = HOLDINGS[name]
        rows = list(
            holding.held(side).filter(partnership=partnership, holder=person.pk).order_by("pk")[:LISTED]
        )
        for row in rows:
            row.partnership = partnership
        found.append(Held(name, holding.label, count, rows))
    return sorted(found, key=lambda held: list(HOLDINGS).index(held.name))


def _in_spaces(rows: QuerySet[Any], spaces: Collection[Space]) -> QuerySet[Any]:
    has_space = any(field.name == "space" for field in rows.model._meta.fields)
    return rows.filter(space__in=spaces) if has_space else rows
