"""What is counted within a partnership: idea 7, lesson 3, sign-off 2."""

from django.db.models import Max, Model

from partnerships.access import Actor
from partnerships.models import Partnership


def locked(actor: Actor) -> Partnership:
    """Those who add at once take turns here."""
    return (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("customer", "supplier")
        .get(pk=actor.partnership.pk)
    )


def next_number(model: type[Model], partnership: Partnership) -> int:
    rows = model._default_manager.filter(partnership=partnership)
    return int(rows.aggregate(highest=Max("number"))["highest"] or 0) + 1
