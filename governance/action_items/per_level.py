"""The agreed lists per level, by which an agreement is followed up in its meetings (domain.md §4)."""

from collections.abc import Collection

from governance.action_items.models import ActionItem
from partnerships.sides import Space


def open_on_level(
    partnership_id: int, level: str, spaces: Collection[str] = (Space.JOINT,)
) -> list[ActionItem]:
    """What is open on a level, the most urgent first, with its owners; as both sides see it, unless other
    ``spaces`` are asked for."""
    rows = ActionItem.objects.filter(
        partnership=partnership_id, level=level, state=ActionItem.State.OPEN, space__in=spaces
    )
    return list(rows.select_related("owner").order_by("due", "pk"))
