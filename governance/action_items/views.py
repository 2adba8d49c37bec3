from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from common.prepared import Given, Prepared
from common.service_form import ServiceFormView
from governance.action_items.forms import CompleteForm, EditActionForm, NewActionForm
from governance.action_items.history import ACTION_HISTORY
from governance.action_items.models import ActionItem, DueMove
from governance.action_items.services import add_action, complete, edit_action, reopen
from partnerships.access.actors import PreparedForActor
from partnerships.access.views import PartnershipView

MOVES_SHOWN = 20
ACTION = PreparedForActor(
    lambda anyone: (
        ActionItem.objects.visible_to(anyone)
        .filter(number=Given("number"))
        .select_related("owner", "created_by", "done_by")
    )
)
MOVES = Prepared(
    lambda: (
        DueMove.objects.filter(action=Given("action"))
        .select_related("by")
        .order_by("-at", "-pk")[:MOVES_SHOWN]
    )
)


class NewAction(PartnershipView, ServiceFormView):
    permission = "add_action"
    makes_new = True
    nav = "actions"
    form_class = NewActionForm
    form_takes = ("actor",)
    template_name = "governance/action_items/action_form.html"

    def form_valid(self, form: NewActionForm) -> HttpResponse:
        action = add_action(actor=self.actor, **form.cleaned_data)
        said = _("Added as number %(number)s.") % {"number": action.number}
        return self.done(said, "actions", self.actor.partnership.reference)


class ActionView(PartnershipView):
    """A page of one action, which is there for those in whose space it lies."""

    abstract = True
    nav = "actions"
    action: ActionItem

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.action = ACTION.get_or_404(self.actor, number=kwargs["number"])
        # what the middleware holds already need not be asked for again
        self.action.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action=self.action, **kwargs)

    def get_success_url(self) -> str:
        return self.action.get_absolute_url()

    def about(self, tick: CompleteForm) -> dict[str, Any]:
        """What the page of one action shows besides the action."""
        moves = MOVES.ask(action=self.action.pk)
        return {"tick": tick, "moves": moves, "history": ACTION_HISTORY.of(self.action.number, self.actor)}


class OneAction(ActionView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        context = self.get_context_data(**self.about(CompleteForm()))
        return render(request, "governance/action_items/action.html", context)


class EditAction(ActionView, ServiceFormView):
    permission = "change_action"
    form_class = EditActionForm
    form_takes = ("actor",)
    template_name = "governance/action_items/action_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.action}

    def get_initial(self) -> dict[str, Any]:
        return {"owner": self.action.owner_id, "version": self.action.version}

    def get_version(self) -> int:
        return self.action.version

    def form_valid(self, form: EditActionForm) -> HttpResponse:
        edit_action(actor=self.actor, action=self.action, **form.cleaned_data)
        return self.done(_("Saved."))


class CompleteAction(ActionView, ServiceFormView):
    """Tick off, or open again, from the action's page or from any list of them."""

    permission = "change_action"
    http_method_names = ["post"]
    form_class = CompleteForm
    template_name = "governance/action_items/action.html"

    def form_valid(self, form: CompleteForm) -> HttpResponse:
        if self.request.POST.get("do") == "reopen":
            reopen(actor=self.actor, action=self.action)
            return self.done(_("Open again: %(title)s") % {"title": self.action.title})
        complete(actor=self.actor, action=self.action, note=form.cleaned_data["note"])
        return self.done(_("Done: %(title)s") % {"title": self.action.title})

    def get_success_url(self) -> str:
        onward = self.request.POST.get("next", "")
        if onward.startswith("/") and url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
            return onward
        return super().get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self.about(kwargs["form"]), **kwargs)
