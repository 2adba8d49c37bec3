import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnering.logs import request_id, without_private_links

ACCEPTED = re.compile(r"^[A-Za-z0-9-]{8,64}$")
#: Asked by machines every few seconds, and by browsers for every page: a line for each would bury the others.
UNLOGGED = ("/healthz", "/readyz", "/static/")

access = logging.getLogger("partnering.access")


class RequestIdMiddleware:
    """Give each request an id, or keep the one that the proxy gave it, for the logs and the answer; and write
    one line for it into the access log, without its query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(given if ACCEPTED.match(given) else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            if not request.path.startswith(UNLOGGED) or response.status_code >= 400:
                log(request, response, (time.perf_counter() - began) * 1000)
            return response
        finally:
            request_id.reset(token)


class NotFoundMiddleware:
    """While trying the product out, too, "not found" is our own page: Django's would tell a stranger every
    address that there is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            settings.DEBUG
            and response.status_code == 404
            and b"DEBUG = True" in getattr(response, "content", b"")
        ):
            return render(request, "404.html", status=404)
        return response


def log(request: HttpRequest, response: HttpResponse, milliseconds: float) -> None:
    facts = {
        "method": request.method,
        "path": without_private_links(request.path),
        "status": response.status_code,
        "ms": round(milliseconds, 1),
    }
    access.info("%(method)s %(path)s %(status)s", facts, extra=facts)
