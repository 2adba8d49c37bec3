from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import Organisation


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs: the actor, where there is one, and the organisations that
    the person administers."""
    return {
        "actor": getattr(request, "actor", None),
        "mail_is_kept": settings.MAIL_IS_KEPT,
        "administered": SimpleLazyObject(lambda: _administered(request)),
    }


def _administered(request: HttpRequest) -> list[Organisation]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    own = person.memberships.active().filter(is_administrator=True).select_related("organisation")
    return [membership.organisation for membership in own]
