from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from governance.actions import say_about
from governance.forms.comment import CommentForm
from partnerships.files.carriers import Carrier, found
from partnerships.views.base import PartnershipView


class SayAbout(PartnershipView):
    """A word about something, from its page; the page of its own is for what was refused."""

    permission = "view"
    makes_new = True
    carrier: Carrier
    thing: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.may("view"):
            seen = found(self.actor, kwargs["kind"], kwargs["number"])
            if seen is None:
                raise Http404
            if not self.actor.may("comment"):
                raise PermissionDenied
            self.carrier, self.thing = seen
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
        return self._page(CommentForm())

    def post(self, request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        say_about(actor=self.actor, kind=kind, number=number, text=form.cleaned_data["text"])
        messages.success(request, _("Said."))
        return redirect(f"{self.carrier.url(reference, number)}#comments-{kind}-{number}")

    def _page(self, form: CommentForm) -> HttpResponse:
        reference, number = self.actor.partnership.reference, self.kwargs["number"]
        context = {
            "nav": "",
            "partnership": self.actor.partnership,
            "thing": self.thing,
            "back": self.carrier.url(reference, number),
            "form": form,
        }
        return render(self.request, "governance/comment.html", context)
