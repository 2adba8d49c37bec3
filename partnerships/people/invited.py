"""Who is invited to a role."""

from django.db.models import QuerySet

from accounts.invitations.models import Invitation
from partnerships.access.actors import Actor
from partnerships.people.models import InvitedRole


def invited_roles(actor: Actor) -> QuerySet[InvitedRole]:
    """What waits for somebody to accept on the actor's own side; an address is nothing for the other."""
    if not actor.may("view") or actor.is_outsider:
        return InvitedRole.objects.none()
    waiting = InvitedRole.objects.filter(
        partnership=actor.partnership.pk, side=actor.side, invitation__in=Invitation.objects.open()
    )
    return waiting.select_related("invitation").order_by("pk")
