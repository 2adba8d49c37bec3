from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.organisations.models import Membership
from common.prepared import Given, Prepared

#: On every page, and prepared for that.
ADMINISTERED = Prepared(
    lambda: (
        Membership.objects.active()
        .filter(person=Given("person"), is_administrator=True)
        .order_by("pk")
        .values_list("organisation_id", "organisation__name")
    )
)


class Administered(NamedTuple):
    """An organisation as far as the frame names it."""

    pk: int
    name: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs: the actor, where there is one, and the organisations
    that the person administers."""
    return {
        "actor": getattr(request, "actor", None),
        "mail_is_kept": settings.MAIL_IS_KEPT,
        "administered": SimpleLazyObject(lambda: _administered(request)),
    }


def _administered(request: HttpRequest) -> list[Administered]:
    if actor := getattr(request, "actor", None):
        return [Administered(*own) for own in actor.administered]
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    return [Administered(*row) for row in ADMINISTERED.ask(person=person.pk)]
