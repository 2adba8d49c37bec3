"""A form that makes something new is answered once, however often it arrives.

A second click, a reload, a second tap on a slow line: the browser sends the same bytes again. Each page
that is shown carries a token of its own (against forged requests), so the same token with the same words is
the same form sent twice, and the same words in a form that was opened anew are not.
"""

import functools
import hashlib
import time
from collections.abc import Callable
from typing import Any, Final

from django.core.cache import cache
from django.core.files import File
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views import View

#: As long as somebody may come back to a page and press its button again.
REMEMBERED: Final = 600
#: A process that dies over a form keeps nobody from sending it again after this.
AT_WORK: Final = 30
PAUSE: Final = 0.1


Answer = Callable[..., HttpResponseBase]


def idempotent(post: Answer) -> Answer:
    """``post``, a view's method, for a form that makes something new. What is so already stays as it is: a
    view may have it from the view that it rests on."""
    if hasattr(post, "is_answered_once"):
        return post

    @functools.wraps(post)
    def answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _answered(request, functools.partial(post, view, request, *args, **kwargs))

    answered.is_answered_once = True  # type: ignore[attr-defined]
    return answered


def _answered(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """``answer()``, or where it led when this very form came before. What was refused made nothing, and may
    come again. While the cache is away, each form is answered as it comes."""
    if not request.POST.get("csrfmiddlewaretoken"):
        return answer()
    key = _key(request)
    until = time.monotonic() + AT_WORK
    while not cache.add(key, "", AT_WORK):
        if led_to := cache.get(key):
            return HttpResponseRedirect(led_to)
        if time.monotonic() > until:
            break
        time.sleep(PAUSE)  # the first one is at work at this moment
    response: HttpResponseBase | None = None
    try:
        response = answer()
    finally:
        if isinstance(response, HttpResponseRedirect):
            cache.set(key, response["Location"], REMEMBERED)
        else:
            cache.delete(key)
    return response


def _key(request: HttpRequest) -> str:
    typed = sorted((name, values) for name, values in request.POST.lists())
    files = sorted(
        (name, str(file.name), _digest(file))
        for name in request.FILES
        for file in request.FILES.getlist(name)
    )
    parts = (request.user.pk, request.get_full_path(), typed, files)
    return "once/" + hashlib.sha256(repr(parts).encode()).hexdigest()


def _digest(file: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
