"""What is watched on the horizon carries files, and goes to a successor."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.horizon.models import HorizonItem
from partnerships.files.targets import offer_attachments
from partnerships.people.holdings import Handover, held_as, offer_holding, pass_on
from partnerships.sides import Side


def held(side: Side) -> QuerySet[Any]:
    watched = HorizonItem.objects.filter(state=HorizonItem.State.OPEN, watcher_side=side)
    return held_as("watcher", watched)


def move(handover: Handover) -> int:
    return pass_on(
        handover,
        held(handover.side),
        "watcher",
        "horizon.edited",
        known_as=lambda item: {"item": item.pk},
    )


offer_attachments(
    "horizon",
    HorizonItem,
    label=_("On the horizon"),
    permission="change_horizon",
    page_name="horizon_item",
    key="pk",
)
offer_holding("horizon", move, position=30, label=_("Watched on the horizon"), held=held)
