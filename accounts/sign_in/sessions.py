"""A session ends when nobody has used it for a time, and after two weeks in any case."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts.sign_in.typed import remove_old_typed

log = logging.getLogger(__name__)

BEGAN, USED = "began_at", "used_at"
LONGEST: Final = timedelta(days=14)
#: How exactly it is known when a session was used: not every page is worth a write.
EXACTLY: Final = timedelta(minutes=5)


@receiver(user_logged_in)
def begin(request: HttpRequest, **kwargs: Any) -> None:
    request.session[BEGAN] = request.session[USED] = timezone.now().timestamp()


def has_ended(session: SessionBase, now: float) -> bool:
    if BEGAN not in session:
        return True
    idle: timedelta = settings.SESSION_IDLE
    is_idle = bool(now - session[USED] > idle.total_seconds())
    return is_idle or now - session[BEGAN] > LONGEST.total_seconds()


class SessionAgeMiddleware:
    """Signs out whose session has ended; and what needs a sign-in is kept by no browser and no proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session, now = request.session, timezone.now().timestamp()
        is_signed_in = SESSION_KEY in session
        if is_signed_in and has_ended(session, now):
            logout(request)
        elif is_signed_in and now - session[USED] > EXACTLY.total_seconds() and is_by_hand(request):
            note_use(session, now)
        response = self.get_response(request)
        if is_signed_in or SESSION_KEY in session:
            response["Cache-Control"] = "private, no-store"
        return response


def note_use(session: SessionBase, now: float) -> None:
    """On a full disk one goes on reading."""
    session[USED] = now
    try:
        session.save()
    except (DatabaseError, UpdateError) as error:
        log.warning("that a session is used could not be stored: %s", error)
    session.modified = False


def is_by_hand(request: HttpRequest) -> bool:
    """A page that looks for news by itself keeps nobody signed in who has gone home."""
    if request.headers.get("X-Requested-With") == "renew":
        return False
    return request.method != "GET" or request.headers.get("Sec-Fetch-Dest") != "empty"


def remove_old_sessions(now: datetime) -> int:
    """Who lets time pass by hand, to try something out, stays signed in."""
    now = min(now, timezone.now())
    removed, _ = Session.objects.filter(expire_date__lt=now).delete()
    remove_old_typed(now)
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return removed
