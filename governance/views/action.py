from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from governance.actions import add_action, edit_action, reopen, tick_off
from governance.forms.action import EditActionForm, NewActionForm, TickForm
from governance.history import history_of
from governance.models import Action
from partnerships.forms.errors import put_errors, take_version
from partnerships.views.base import PartnershipView

MOVES_SHOWN = 20


class NewAction(PartnershipView):
    permission = "add_action"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(NewActionForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewActionForm(self.actor, request.POST)
        if form.is_valid():
            try:
                action = add_action(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("On the list as number %(number)s.") % {"number": action.number})
                return redirect("actions", reference)
        return self._page(form)

    def _page(self, form: NewActionForm) -> HttpResponse:
        context = {"nav": "actions", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "governance/action_form.html", context)


class ActionView(PartnershipView):
    """A page of one action, which is there for those in whose space it lies."""

    abstract = True
    action: Action

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.action = get_object_or_404(
            Action.objects.visible_to(self.actor).select_related("owner", "created_by", "done_by"),
            number=kwargs["number"],
        )
        # what the middleware holds already need not be asked for again
        self.action.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "actions", "partnership": self.actor.partnership, "action": self.action}
        return render(self.request, f"governance/{template}.html", {**own, **context})

    def action_page(self, tick: TickForm) -> HttpResponse:
        moves = self.action.moves.select_related("by").order_by("-at", "-pk")[:MOVES_SHOWN]
        history = history_of(self.action, self.actor)
        return self.page("action", tick=tick, moves=moves, history=history)


class OneAction(ActionView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.action_page(TickForm())


class EditAction(ActionView):
    permission = "change_action"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        initial = {"owner": self.action.owner_id, "version": self.action.version}
        return self.page(
            "action_form", form=EditActionForm(self.actor, instance=self.action, initial=initial)
        )

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EditActionForm(self.actor, request.POST, instance=self.action)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_action(actor=self.actor, action=self.action, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.action.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("action", reference, number)
        return self.page("action_form", form=form)


class TickAction(ActionView):
    """Tick off, or open again, from the action's page or from any list of them."""

    permission = "change_action"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = TickForm(request.POST)
        if not form.is_valid():
            return self.action_page(form)
        if request.POST.get("do") == "reopen":
            reopen(actor=self.actor, action=self.action)
            messages.success(request, _("Open again: %(title)s") % {"title": self.action.title})
        else:
            tick_off(actor=self.actor, action=self.action, note=form.cleaned_data["note"])
            messages.success(request, _("Done: %(title)s") % {"title": self.action.title})
        onward = request.POST.get("next", "")
        if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
            return redirect(onward)
        return redirect("action", reference, number)
