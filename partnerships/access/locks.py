"""What is counted within a partnership: idea 7, lesson 3, sign-off 2."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Model

from common.locks import locked
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_ended
from partnerships.lifecycle.models import Partnership


def lock_partnership(actor: Actor, *people: str, to_read: bool = False) -> Partnership:
    """The partnership as it is now, locked, with both parties and the named ``people`` loaded: those who
    change it or add to it at once take turns here. What has ended is locked ``to_read`` only."""
    partnership = (
        locked(Partnership.objects.filter(pk=actor.partnership.pk))
        .select_related("customer", "supplier", *people)
        .get()
    )
    if not to_read:
        refuse_ended(partnership)
    return partnership


def next_number(model: type[Model], partnership: Partnership) -> int:
    rows = model._default_manager.filter(partnership=partnership)
    return int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1


Row = TypeVar("Row", bound=Model)


def lock_for_update(row: Row, actor: Actor, *people: str, to_delete: bool = False) -> Row:
    """The row as it is now, locked, with both parties and the named ``people`` loaded. Raises
    ``PermissionDenied`` where the actor does not see it; whether they may change it, the caller asks."""
    kind = type(row)
    visible = kind._default_manager.all().visible_to(actor).filter(pk=row.pk)  # type: ignore[attr-defined]
    rows = locked(visible, to_delete=to_delete)
    stored = rows.select_related(*people, "partnership__customer", "partnership__supplier").first()
    if not isinstance(stored, kind):
        raise PermissionDenied
    refuse_ended(stored.partnership)  # type: ignore[attr-defined]
    return stored
