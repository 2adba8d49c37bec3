"""In which browsers somebody has signed in before.

Whoever knows an address can use up its tries, from many places at once. Who comes with the mark of an earlier
sign-in is counted apart, so that others cannot keep them out. The mark opens nothing by itself."""

import hashlib
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import get_random_string

SALT: Final = "accounts.sign_in.known_browsers"
LASTS: Final = timedelta(days=365)
#: A browser may be shared; whoever signed in longest ago is forgotten.
MOST_PEOPLE: Final = 10


def known_browser(request: HttpRequest, email: str) -> str:
    """The browser's own mark, where this person has signed in with it; else nothing."""
    browser, people = _read(request)
    return browser if browser and _digest(browser, email) in people else ""


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """This person has just shown who they are."""
    browser, people = _read(request)
    browser = browser or get_random_string(22)
    own = _digest(browser, email)
    people = [*(person for person in people if person != own), own][-MOST_PEOPLE:]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([browser, people], salt=SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        browser, people = signing.loads(
            request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=LASTS
        )
    except signing.BadSignature:
        return "", []
    return browser, people


def _digest(browser: str, email: str) -> str:
    """Not the address itself: the next one at this browser could read it."""
    return hashlib.sha256(f"{browser}/{email.lower()}".encode()).hexdigest()[:20]
