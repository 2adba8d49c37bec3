from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from partnerships.access import Actor

Row = TypeVar("Row", bound=Model)


def held(row: Row, actor: Actor, *people: str) -> Row:
    """The row as it is now, locked, with both parties and the named ``people`` loaded. Raises
    ``PermissionDenied`` where the actor does not see it; whether they may change it, the caller asks."""
    kind = type(row)
    stored = (
        kind._default_manager.all()
        .visible_to(actor)  # type: ignore[attr-defined]
        .select_for_update(of=("self",))
        .select_related(*people, "partnership__customer", "partnership__supplier")
        .filter(pk=row.pk)
        .first()
    )
    if not isinstance(stored, kind):
        raise PermissionDenied
    return stored
