"""What is counted within a partnership: idea 7, lesson 3, sign-off 2."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Model

from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_ended
from partnerships.lifecycle.models import Partnership


def lock_partnership(actor: Actor, *people: str, to_read: bool = False) -> Partnership:
    """The partnership as it is now, locked, with both parties and the named ``people`` loaded: those who
    change it or add to it at once take turns here. What has ended is locked ``to_read`` only."""
    partnership = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("customer", "supplier", *people)
        .get(pk=actor.partnership.pk)
    )
    if not to_read:
        refuse_ended(partnership)
    return partnership


def next_number(model: type[Model], partnership: Partnership) -> int:
    rows = model._default_manager.filter(partnership=partnership)
    return int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


Row = TypeVar("Row", bound=Model)


def lock_for_update(row: Row, actor: Actor, *people: str) -> Row:
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
    refuse_ended(stored.partnership)  # type: ignore[attr-defined]
    return stored
