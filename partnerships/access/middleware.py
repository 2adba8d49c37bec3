from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from partnerships.access.actors import find_actor


class ActorMiddleware:
    """Resolve ``/p/<reference>/…`` to ``request.actor`` before any view runs; strangers get 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> None:
        if not request.path_info.startswith("/p/") or not request.user.is_authenticated:
            return  # signed-out people are sent to sign in, whatever the reference
        actor = find_actor(request.user, kwargs["reference"])
        if actor is None:
            raise Http404
        request.actor = actor  # type: ignore[attr-defined]
