from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from governance.actions import add_action, edit_action, reopen, tick_off
from governance.forms.action import ActionFilter, EditActionForm, NewActionForm, TickForm
from governance.history import history_of
from governance.models import Action
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.models import SpacedQuerySet
from partnerships.views.base import PartnershipView


class Actions(PartnershipView):
    """The one list: what is to be done, by whom, by when."""

    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        today = timezone.localdate()
        form = ActionFilter(self.actor, request.GET)
        given = form.given()
        everything = Action.objects.visible_to(self.actor)
        is_open = Q(state=Action.State.OPEN)
        context = {
            "nav": "actions",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "counts": everything.aggregate(
                open=Count("pk", filter=is_open),
                late=Count("pk", filter=is_open & Q(due__lt=today)),
                done=Count("pk", filter=Q(state=Action.State.DONE)),
            ),
            "state": given.get("state", ""),
            "page": page_of(
                _matching(everything, given).select_related("owner", "partnership"),
                ("-due", "-pk") if given.get("state") == "done" else ("due", "pk"),
                request.GET,
            ),
        }
        return render(request, "governance/actions.html", context)


class NewAction(PartnershipView):
    permission = "add_action"

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


class OneAction(ActionView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("action", tick=TickForm(), history=history_of(self.action, self.actor))


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
            return self.page("action", tick=form, history=history_of(self.action, self.actor))
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


def _matching(actions: SpacedQuerySet, given: dict[str, Any]) -> SpacedQuerySet:
    state = given.get("state", "")
    if state in ("", "late"):
        actions = actions.filter(state=Action.State.OPEN)
    if state == "late":
        actions = actions.filter(due__lt=timezone.localdate())
    if state == "done":
        actions = actions.filter(state=Action.State.DONE)
    exact = {"level": "level", "side": "owner_side", "owner": "owner"}
    actions = actions.filter(**{exact[name]: given[name] for name in exact if name in given})
    for word in given.get("q", "").split():
        number = Q(number=int(word)) if word.isascii() and word.isdigit() and len(word) < 9 else Q()
        actions = actions.filter(Q(title__icontains=word) | Q(description__icontains=word) | number)
    return actions
