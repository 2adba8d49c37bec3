"""A form that comes from somebody who is signed out, or whose page is older than their sign-in, and the page
on which what was typed is put back (``typed.py``)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from accounts.sign_in.models import TypedForm
from accounts.sign_in.typed import KEPT, keep_typed, kept_for, page_of_form
from accounts.sign_in.typed_html import FormFinder, best_form, rewritten


class TypedFormMiddleware:
    """Right before what sends everybody to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.TYPED_COOKIE_NAME not in request.COOKIES or not is_shown(request, response):
            return response
        kept = kept_for(request)
        return response if kept is None else put_back(request, response, kept)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        is_open = not getattr(view, "login_required", True)
        if request.method != "POST" or request.user.is_authenticated or is_open or is_by_script(request):
            return None
        made = keep_typed(request)
        if made is None:
            messages.warning(
                request, _("You were signed out, so this was not done. Sign in and do it again.")
            )
        else:
            messages.warning(
                request,
                _("You were signed out, so this was not done. Sign in, and what you typed is put back."),
            )
        page = made[1].page if made else page_of_form(request)
        return with_cookie(redirect(sign_in_address(page)), made)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Most often somebody has signed in again meanwhile, in another window: their older page does not serve
    any more."""
    made = None if is_by_script(request) else keep_typed(request)
    page = made[1].page if made else page_of_form(request)
    is_own = made is not None and made[1].person_id == request.user.pk
    context = {
        "kept": made is not None,
        "is_another": made is not None and request.user.is_authenticated and not is_own,
        "back": page if request.user.is_authenticated else sign_in_address(page),
    }
    return with_cookie(render(request, "403_csrf.html", context, status=403), made)


def with_cookie(response: HttpResponse, made: tuple[str, TypedForm] | None) -> HttpResponse:
    if made is not None:
        response.set_cookie(
            settings.TYPED_COOKIE_NAME,
            made[0],
            max_age=KEPT,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def sign_in_address(page: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}"


def is_by_script(request: HttpRequest) -> bool:
    """A script keeps what it sends, and says itself what went wrong."""
    headers = request.headers
    by_script = "X-Requested-With" in headers or "HX-Request" in headers
    return by_script or headers.get("Sec-Fetch-Dest") == "empty"


def is_shown(request: HttpRequest, response: HttpResponseBase) -> bool:
    is_html = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    return request.method == "GET" and is_html and not response.streaming and not is_by_script(request)


def put_back(request: HttpRequest, response: Any, kept: TypedForm) -> HttpResponseBase:
    """On the page of the form the text, in the form or, where that is not there any more, beside it; on any
    other page the way there."""
    html = response.content.decode()
    finder = FormFinder(html, request.path, kept.path, kept.values)
    if finder.main_at is None:
        return response  # type: ignore[no-any-return]
    is_there = request.get_full_path() == kept.page
    form = best_form(finder) if is_there else None
    left = {name: of for name, of in (form.left if form else kept.values).items() if is_text(form, name, of)}
    context = {"kept": kept, "is_there": is_there, "is_back": bool(form and form.put_back), "left": left}
    notice = render_to_string("accounts/sign_in/_typed.html", context, request)
    place = form.begins_at if form else finder.main_at
    response.content = rewritten(html, [*(form.edits if form else []), (place, place, notice)])
    if is_there:
        kept.delete()
        response.delete_cookie(settings.TYPED_COOKIE_NAME, samesite="Lax")
    return response  # type: ignore[no-any-return]


def is_text(form: Any, name: str, values: list[str]) -> bool:
    """What has no place in the form, and somebody would miss."""
    known = form is not None and (name in form.put_back or name in form.hidden)
    return not known and any(len(value) > 1 for value in values)
