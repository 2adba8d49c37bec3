"""Forms that call a service, and buttons that do.

Whether something is allowed and makes sense, the service says: it raises ``ValidationError``. The views here
are Django's own form view with one thing more: what the service refuses is shown where it was typed, and
what was typed stays.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic.edit import BaseFormView


class ServiceFormView(BaseFormView):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A page with a form. A subclass calls its service in ``form_valid`` and says ``done``."""

    template_name: str
    #: The attributes of the view that the form asks for by name, such as ``actor``.
    form_takes: tuple[str, ...] = ()
    # Django's form view takes PUT as well, which no page here asks a permission for
    http_method_names = ["get", "post", "head", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = {name: getattr(self, name) for name in self.form_takes}
        if self.request.method == "POST":
            return {**kwargs, "data": self.request.POST, "files": self.request.FILES}
        initial = self.get_initial()
        return {**kwargs, "initial": initial} if initial else kwargs  # many forms suggest their own

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        return self.attempt(self.form_valid, form) if form.is_valid() else self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def attempt(self, call: Callable[[Any], HttpResponse], form: Any) -> HttpResponse:
        """``call(form)``, which calls a service; a page with several buttons has several of them."""
        if has_lost(self.request):
            return self._lost(form)
        try:
            return call(form)
        except ValidationError as error:
            return self.refused(form, error)

    def _lost(self, form: Any) -> HttpResponse:
        refusal = _("Many are saving at this moment, so this was not saved. Please send it again.")
        response = self.refused(form, ValidationError(refusal))
        if response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return response

    def done(self, message: str, *to: Any) -> HttpResponse:
        """Say what was done, and go on: as ``redirect`` does, or to ``get_success_url``."""
        messages.success(self.request, message)
        return redirect(*to) if to else redirect(self.get_success_url())

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        put_errors(form, error)
        version = self.get_version()
        if version is not None:
            take_version(form, version)
        return self.form_invalid(form)

    def get_version(self) -> int | None:
        """Where the form changes a record that others change as well: the record's version as it is now."""
        return None

    def render_to_response(self, context: dict[str, Any]) -> HttpResponse:
        return render(self.request, self.template_name, context)


class ServiceButtonView(ServiceFormView):
    """A button: nothing is typed, so what the service refuses is said on the page that it leads back to."""

    form_class = forms.Form
    http_method_names = ["post"]
    refusal_level = messages.ERROR

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        messages.add_message(self.request, self.refusal_level, " ".join(error.messages))
        return redirect(self.get_success_url())


def mark_as_lost(request: HttpRequest) -> None:
    """It lost its races in the database (``common/lost_races.py``): a form calls no service any more, and
    says so."""
    request.has_lost = True  # type: ignore[attr-defined]


def has_lost(request: HttpRequest) -> bool:
    return getattr(request, "has_lost", False)


def put_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """Put a service's errors at the fields that they name. A constraint of the database names its field in
    the error's code."""
    if not hasattr(error, "error_dict"):
        _put(form, NON_FIELD_ERRORS, error)
        return
    for name, errors in error.error_dict.items():
        for each in errors:
            _put(form, name, each)


def _put(form: forms.BaseForm, name: str, error: ValidationError) -> None:
    for candidate in (name, getattr(error, "code", None)):
        if candidate in form.fields:
            form.add_error(candidate, error)
            return
    form.add_error(None, error)


def take_version(form: forms.BaseForm, version: int) -> None:
    """After a refusal, let the next attempt start from how the record is now, with what was typed."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = str(version)  # type: ignore[index]
