"""The link in an invitation: its nonce, signed, so that a guessed or altered one is told from a real one
before the database is asked."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.invitations.models import Invitation


def _signer() -> signing.Signer:
    return signing.Signer(salt="invitation", sep="~")


def invitation_link(invitation: Invitation) -> str:
    return f"{settings.SITE_URL}{reverse('invitation', args=[_signer().sign(invitation.nonce)])}"


def invitation_from_token(token: str) -> Invitation | None:
    """The invitation, in whatever state; ``None`` for a link that we never sent."""
    try:
        nonce = _signer().unsign(token)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("organisation", "invited_by").filter(nonce=nonce).first()
