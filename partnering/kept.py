"""Whole pages, kept until something that they show has changed.

A page is kept for one person, in their language, for one day, under the stamp of what it was made from:
a number in the database that every change raises in its own transaction. A changed number is another key,
so nothing has to be thrown away, and nobody reads a page that is older than the last change.
"""

import hashlib
import re
import uuid
from functools import cache as once
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.views import View

MINUTES = 10
PEOPLE = "kept/people"
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')
PLACE = b"the-token-of-the-reader-goes-here"


class KeptView(View):
    """A page that says what it is made from. ``made_from`` returns the stamp, or ``None`` where the page
    must be made anew each time."""

    #: Greetings change with the hour; everything else with the day at the most.
    changes_hourly: ClassVar[bool] = False

    def made_from(self) -> str | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        stamp = self.made_from() if settings.PAGES_ARE_KEPT and request.method == "GET" else None
        if stamp is None or request.htmx or len(get_messages(request)):  # type: ignore[attr-defined]
            return super().dispatch(request, *args, **kwargs)
        key = self._key(request, stamp)
        found = cache.get_many([PEOPLE, key])
        people = found.get(PEOPLE) or people_changed_now()
        if key in found and found[key][0] == people:
            body: bytes = found[key][1]
            if PLACE in body:
                body = body.replace(PLACE, get_token(request).encode())
            return HttpResponse(body)
        response = super().dispatch(request, *args, **kwargs)
        _keep(key, people, response)
        return response

    def _key(self, request: HttpRequest, stamp: str) -> str:
        now = timezone.localtime()
        when = now.strftime("%Y-%m-%d %H" if self.changes_hourly else "%Y-%m-%d")
        zone = timezone.get_current_timezone_name()
        parts = (release(), request.get_full_path(), request.user.pk, get_language(), zone, when, stamp)
        return "kept/" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _keep(key: str, people: str, response: HttpResponseBase) -> None:
    if not isinstance(response, HttpResponse) or response.status_code != 200 or b"nonce=" in response.content:
        return
    body = TOKEN.sub(rb"\g<1>" + PLACE, response.content)
    cache.set(key, (people, body), MINUTES * 60)


def people_changed_now() -> str:
    """The mark of everybody's names, languages and memberships as they are from now on."""
    mark = uuid.uuid4().hex
    cache.set(PEOPLE, mark, None)
    return mark


def people_changed(**_signal: Any) -> None:
    """Somebody's name, language or membership has changed: no page from before is shown any more."""
    transaction.on_commit(people_changed_now)


@once
def release() -> str:
    """What this process shows pages with: another template or style sheet makes another page."""
    files = [Path(settings.STATIC_ROOT) / "staticfiles.json"]
    files += sorted((Path(settings.BASE_DIR) / "templates").rglob("*"))
    seen = [(str(path), path.stat().st_mtime_ns) for path in files if path.is_file()]
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
