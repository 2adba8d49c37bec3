from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.organisations.models import Membership
from partnering.menu import Group, menu


class Administered(NamedTuple):
    """An organisation as far as the frame names it."""

    pk: int
    name: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame around every page needs: the actor, where there is one, what can be gone to, and the
    organisations that the person administers."""
    return {
        "actor": getattr(request, "actor", None),
        "mail_is_kept": settings.MAIL_IS_KEPT,
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "administered": SimpleLazyObject(lambda: _administered(request)),
    }


def _menu(request: HttpRequest) -> list[Group]:
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may("view"):
        return menu()
    return menu(actor.partnership.title, actor.partnership.reference)


def _administered(request: HttpRequest) -> list[Administered]:
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return []
    own = Membership.objects.active().filter(person=person, is_administrator=True)
    return [Administered(*row) for row in own.values_list("organisation_id", "organisation__name")]
