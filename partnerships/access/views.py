"""What every page of a partnership rests on: no view without a permission."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import View
from django.views.generic.base import ContextMixin

from common.idempotency import idempotent
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_ended
from partnerships.access.permissions import known


class PartnershipView(ContextMixin, View):
    """A page under ``/p/<reference>/``. A subclass names its ``permission``, or ``permissions`` by method;
    a class without one, or with a misspelt one, cannot be defined."""

    permission: ClassVar[str]
    #: Methods that need another permission than the page itself: ``{"post": "add_action"}``.
    permissions: ClassVar[dict[str, str]] = {}
    #: Which entry of the partnership's navigation the page belongs to.
    nav: ClassVar[str] = ""
    #: What is sent to it makes something new: the same form, sent twice, makes it once.
    makes_new: ClassVar[bool] = False
    abstract: ClassVar[bool] = True
    request: "PartnershipRequest"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("abstract"):
            return
        cls.abstract = False
        if not hasattr(cls, "permission"):
            raise TypeError(f"{cls.__name__} names no permission")
        for name in (cls.permission, *cls.permissions.values()):
            known(name)
        if cls.makes_new:
            cls.post = idempotent(cls.post)  # type: ignore[attr-defined]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        method = (request.method or "get").lower()
        if not self.actor.may(self.permissions.get(method, self.permission)):
            refuse_ended(self.actor.partnership)
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {"nav": self.nav, "partnership": self.actor.partnership}
        return super().get_context_data(**{**own, **kwargs})

    @property
    def actor(self) -> Actor:
        return self.request.actor


class PartnershipRequest(HttpRequest):
    actor: Actor
