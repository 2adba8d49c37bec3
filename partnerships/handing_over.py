"""What a person holds for their side, and how it goes to a successor in one go. Each app says it of its own
things in its ``ready()``; the hand-over, the gaps and the page of a membership ask here.

    hands_over("actions", move_actions, label=_("Open actions"), held=open_actions)

``move_actions(handover) -> int`` moves the things of one person, in the transaction of the hand-over, and
writes their histories; ``open_actions(side)`` is the queryset of what people of that side hold, everywhere,
with ``holder`` (a person's key) on each row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from accounts.models import Person
from partnerships.access import Actor
from partnerships.models import Partnership
from partnerships.sides import Side


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
