"""What was typed into a form that came after its session had ended is not lost: it is kept for an hour, and
put back into the form once the same person has signed in again. Nothing of it is done before they send it.

Whose form it is, its secret against forged requests tells: each sign-in has another one. A form without one
of ours may be forged, and nothing of it is kept.
"""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.dispatch import receiver
from django.http import Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware import csrf
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.people.models import Person
from accounts.sign_in.models import FormSecret, TypedForm
from common.uploads import FORM_FIELDS

KEPT: Final = timedelta(hours=1)
#: A session lasts two weeks at most; somebody comes back to its page a little later.
SECRETS_KEPT: Final = timedelta(days=15)
AT_MOST: Final = 256 * 1024
#: So many of one person: several windows may have been open.
FORMS_AT_MOST: Final = 10
NEVER_KEPT: Final = ("csrfmiddlewaretoken", "password", "credential", "secret")
CANNOT_BE_READ: Final = (
    UnreadablePostError,
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)


@receiver(user_logged_in)
def note_secret(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    secret = request.META.get("CSRF_COOKIE")
    if secret:
        FormSecret.objects.update_or_create(
            key=digest(secret), defaults={"person": user, "since": timezone.now()}
        )


class NamesOnly(FileUploadHandler):
    """Files are not kept: their names say which have to be chosen again."""

    def __init__(self, request: HttpRequest, names: list[str]) -> None:
        super().__init__(request)
        self.names = names

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        self.names.append(file_name[:200])
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        return None

    def file_complete(self, file_size: int) -> None:
        return None


def keep_typed(request: HttpRequest) -> tuple[str, TypedForm] | None:
    """What the cookie is to say, and what was kept under it; ``None`` where nothing can be."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT_BYTES + FORM_FIELDS:
        return None
    try:
        values, names = _read(request)
    except CANNOT_BE_READ:
        return None
    person = whose(request.POST.get("csrfmiddlewaretoken", ""))
    if person is None or len(json.dumps(values)) > AT_MOST:
        return None
    token = secrets.token_urlsafe(32)
    old = TypedForm.objects.filter(person=person).order_by("-sent_at")[FORMS_AT_MOST - 1 :]
    TypedForm.objects.filter(pk__in=[form.pk for form in old]).delete()
    kept = TypedForm.objects.create(
        key=digest(token),
        person=person,
        page=page_of_form(request),
        path=request.path,
        values=values,
        file_names=names,
    )
    return token, kept


def _read(request: HttpRequest) -> tuple[dict[str, list[str]], list[str]]:
    names: list[str] = []
    if not hasattr(request, "_post"):
        request.upload_handlers = [NamesOnly(request, names)]
    posted = request.POST
    names += [str(file.name)[:200] for key in request.FILES for file in request.FILES.getlist(key)]
    # a database takes no NUL
    return {
        name: [value.replace("\0", "") for value in posted.getlist(name)]
        for name in posted
        if not any(word in name.lower() for word in NEVER_KEPT)
    }, names


def whose(token: str) -> Person | None:
    if len(token) == csrf.CSRF_TOKEN_LENGTH and token.isalnum() and token.isascii():
        token = csrf._unmask_cipher_token(token)  # type: ignore[attr-defined]  # Django's own reading of it
    if len(token) != csrf.CSRF_SECRET_LENGTH:
        return None
    since = timezone.now() - SECRETS_KEPT
    found = FormSecret.objects.filter(key=digest(token), since__gt=since).select_related("person").first()
    return found.person if found else None


def page_of_form(request: HttpRequest) -> str:
    """Where the form stood: the page that the browser names, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        if is_page(parts.path):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path() if is_page(request.path) else reverse(settings.LOGIN_REDIRECT_URL)


def is_page(path: str) -> bool:
    """No button's address, which takes nothing but a form; and nothing of signing in."""
    if path.startswith("//"):
        return False
    try:
        view: Any = resolve(path).func
    except Http404:
        return False
    methods = getattr(getattr(view, "view_class", None), "http_method_names", ["get"])
    has_get = not hasattr(view, "view_class") or hasattr(view.view_class, "get")
    return "get" in methods and has_get and not path.startswith("/account/")


def kept_for(request: HttpRequest) -> TypedForm | None:
    """What this browser has a cookie for, if it is of the person who is signed in."""
    token = request.COOKIES.get(settings.TYPED_COOKIE_NAME)
    if not token or not request.user.is_authenticated:
        return None
    since = timezone.now() - KEPT
    return TypedForm.objects.filter(key=digest(token), person=request.user, sent_at__gt=since).first()


def remove_old_typed(now: datetime) -> None:
    TypedForm.objects.filter(sent_at__lt=now - KEPT).delete()
    FormSecret.objects.filter(since__lt=now - SECRETS_KEPT).delete()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
