"""Personal links: how somebody without an account answers. A link serves one respondent in one round and
ends with it; the nonce in it is signed and changes when the respondent is taken off and asked again."""

from typing import Literal

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from assessments.respondents.models import Respondent

SALT = "answer"
Reason = Literal["unknown", "expired", "revoked", "closed"]


class LinkRefused(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def token_for(respondent: Respondent) -> str:
    return signing.dumps([respondent.pk, respondent.nonce], salt=SALT)


def personal_link(respondent: Respondent) -> str:
    """The absolute address where this respondent answers without signing in."""
    return f"{settings.SITE_URL}{reverse('answer_by_link', args=[token_for(respondent)])}"


def respondent_from_token(token: str) -> Respondent:
    """Raises ``LinkRefused``. The round and its partnership come loaded."""
    try:
        pk, nonce = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkRefused("unknown") from None
    respondent = (
        Respondent.objects.select_related("round__partnership__customer", "round__partnership__supplier")
        .filter(pk=pk)
        .first()
    )
    if respondent is None:
        raise LinkRefused("unknown")
    if not respondent.round.is_open:
        raise LinkRefused("closed")
    if respondent.round.closes_at <= timezone.now():
        raise LinkRefused("expired")
    if respondent.revoked_at or respondent.nonce != nonce:
        raise LinkRefused("revoked")
    return respondent
