import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class PersonLocaleMiddleware:
    """Show every page in the person's own language and time zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return self.get_response(request)
        request.LANGUAGE_CODE = person.language
        with timezone.override(zoneinfo.ZoneInfo(person.time_zone)), translation.override(person.language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", person.language)  # before the browser's own is noted
        return response
