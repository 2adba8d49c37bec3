"""A form that lost a race in the database is taken once more, as if it had come a moment later. Whoever sent
it notices nothing; after the last try they read that it was not saved, with what they typed."""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from common.lost_races import Stored, is_lost_race, tried_again
from common.service_form import ServiceFormView, mark_as_lost

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


class TryAgainMiddleware:
    """The last of all, so that what the others found out about the request is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or _is_from_elsewhere(view):
            return None
        stored = Stored()
        try:
            return _tried_again(request, lambda: view(request, *args, **kwargs), stored)
        except Exception as error:
            if not is_lost_race(error):
                raise
            log.warning("%s lost a race, and was not tried again", request.path, exc_info=error)
        is_form = issubclass(getattr(view, "view_class", object), ServiceFormView)
        if is_form and not stored.is_anything:
            mark_as_lost(request)
            try:
                return view(request, *args, **kwargs)
            except Exception as error:
                if not is_lost_race(error):
                    raise
        return busy(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_lost_race(error):
            return None
        log.warning("%s lost a race", request.path, exc_info=error)
        return busy(request)


def _tried_again(
    request: HttpRequest, call: Callable[[], HttpResponseBase], stored: Stored
) -> HttpResponseBase:
    """Again only where nothing is left of the try before."""
    said: list[Any] = getattr(get_messages(request), "_queued_messages", [])
    before, session_was_changed = len(said), request.session.modified

    def attempt() -> HttpResponseBase:
        del said[before:]
        for file in _files(request):
            file.seek(0)
        with connection.execute_wrapper(stored):
            return call()

    def may_be() -> bool:
        # a large upload lies in a file, which the store may have moved to itself
        is_moved = any(hasattr(file, "temporary_file_path") for file in _files(request))
        is_changed = request.session.modified and not session_was_changed
        return not (is_moved or is_changed or stored.is_anything)

    return tried_again(attempt, may_be=may_be)


def busy(request: HttpRequest) -> HttpResponse:
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "5"
    return response


def _files(request: HttpRequest) -> list[Any]:
    """Of what was read: a page for uploads looks first whether it wants them."""
    if not hasattr(request, "_files"):
        return []
    return [file for name in request.FILES for file in request.FILES.getlist(name)]


def _is_from_elsewhere(view: View) -> bool:
    """Views of allauth end some requests by an exception that its own middleware takes."""
    classes = getattr(view, "view_class", type(view)).__mro__
    return any(part.__module__.startswith("allauth.") for part in classes) or view.__module__.startswith(
        "allauth."
    )
