"""A form that makes something new is answered once, however often it arrives.

A second click, a reload, a second tap on a slow line: the browser sends the same bytes again. Each page
that is shown carries a token of its own (against forged requests), so the same token with the same words is
the same form sent twice, and the same words in a form that was opened anew are not.
"""

import functools
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files import File
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views import View

from common.models import SentForm
from common.service_form import has_lost

#: As long as somebody may come back to a page and press its button again.
REMEMBERED: Final = timedelta(minutes=10)

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
    come again."""
    if not request.POST.get("csrfmiddlewaretoken") or has_lost(request):
        return answer()
    key = _key(request)
    # the mark and what the form makes are stored together or not at all; whoever comes second meanwhile waits
    # for the first one here
    with transaction.atomic():
        form, is_first = SentForm.objects.get_or_create(key=key)
        if not is_first:
            return HttpResponseRedirect(form.led_to)
        response = answer()
        if isinstance(response, HttpResponseRedirect):
            form.led_to = response["Location"]
            form.save(update_fields=["led_to"])
        else:
            form.delete()
    return response


def remove_old_marks(now: datetime) -> int:
    return SentForm.objects.filter(sent_at__lt=now - REMEMBERED).delete()[0]


def _key(request: HttpRequest) -> str:
    typed = sorted((name, values) for name, values in request.POST.lists())
    files = sorted(
        (name, str(file.name), _digest(file))
        for name in request.FILES
        for file in request.FILES.getlist(name)
    )
    parts = (request.user.pk, request.get_full_path(), typed, files)
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _digest(file: File[Any]) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
