import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.people.requests import person_of
from accounts.sign_in.tries import origin_of
from common import calendar_files
from common.file_names import file_name
from common.limits import is_spent, limit
from governance.meetings.calendar import entries_of
from governance.meetings.calendar_address import digest_of, end_calendar_address, make_calendar_address
from governance.meetings.models import CalendarAddress
from partnerships.access.scope import AccessScope

#: One address may be read so often an hour, by all of its owner's programs together; and one visitor may
#: try so many addresses that are none.
READS, GUESSES, HOUR = 120, 30, timedelta(hours=1)


@method_decorator(never_cache, name="dispatch")
class CalendarAddressView(View):
    """One's own address: made and shown once, renewed, ended."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        if request.POST.get("do") == "end":
            end_calendar_address(person=person)
            messages.success(request, _("The address no longer works."))
            return redirect("calendar_address")
        if request.POST.get("do") == "make":
            # not redirected: the address is shown here and now, and nowhere again
            return self._page(make_calendar_address(person=person))
        return redirect("calendar_address")

    def _page(self, address: str = "") -> HttpResponse:
        found = CalendarAddress.objects.filter(person=person_of(self.request)).first()
        context = {"nav": "calendar", "address": address, "found": found}
        return render(self.request, "governance/meetings/calendar_address.html", context)


@method_decorator(login_not_required, name="dispatch")
class CalendarFeed(View):
    """What a calendar program reads. The address is the key; what it opens is worked out each time from
    what its owner may see at that moment."""

    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        digest, guesses = digest_of(kwargs["secret"]), f"calendar-guess/{origin_of(request)}"
        if is_spent(guesses, GUESSES) or not limit(f"calendar/{digest}", READS, HOUR):
            too_often = _("Too many requests. Please try again later.")
            return HttpResponse(too_often, status=429, content_type="text/plain")
        try:
            response = super().dispatch(request, digest)
        except Http404:
            limit(guesses, GUESSES, HOUR)
            raise
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    def get(self, request: HttpRequest, digest: str) -> HttpResponseBase:
        address = CalendarAddress.objects.select_related("person").filter(digest=digest).first()
        if address is None or not address.person.is_active:
            raise Http404
        with translation.override(address.person.language):
            entries = entries_of(AccessScope(address.person), timezone.now())
            name = _("Partnering: meetings and due dates")
            body = calendar_files.feed(entries, name)
        since = _since(address, body)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = content_disposition_header(False, file_name("ics", name)) or ""
        response["Cache-Control"] = "private, no-cache"
        etag = quote_etag(address.content)
        response["ETag"], response["Last-Modified"] = etag, http_date(since.timestamp())
        found = get_conditional_response(
            request, etag=etag, last_modified=int(since.timestamp()), response=response
        )
        return found or response


def _since(address: CalendarAddress, body: str) -> datetime:
    """Since when the calendar has been what it is now."""
    content = hashlib.sha256(body.encode()).hexdigest()
    if content != address.content:
        address.content = content
        # headers know no smaller part of time
        address.content_since = timezone.now().astimezone(UTC).replace(microsecond=0)
        rows = CalendarAddress.objects.filter(pk=address.pk, digest=address.digest)
        rows.update(content=content, content_since=address.content_since)
    return address.content_since
