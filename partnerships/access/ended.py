"""Ended means read-only at once. Nobody has a right to change anything then
(``partnerships.access.permissions``); who was let in a moment before is refused at the lock."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership


class PartnershipEnded(PermissionDenied):
    def __init__(self) -> None:
        super().__init__(
            _("This partnership has ended. You can read everything, but change nothing any more.")
        )


def refuse_ended(partnership: Partnership) -> None:
    if partnership.is_ended:
        raise PartnershipEnded


def refuse_if_ended_now(actor: Actor) -> None:
    """For what adds something without a lock: the actor may have been let in a moment before."""
    refuse_ended(Partnership.objects.only("state", "stage").get(pk=actor.partnership.pk))
