from collections.abc import Iterator
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from governance.action_items.forms import FollowUpForm
from governance.action_items.models import ActionItem
from governance.action_items.rows import lines_of
from governance.horizon.exports import HORIZON, exported
from governance.horizon.forms import EditHorizonForm, NewHorizonForm
from governance.horizon.models import HorizonItem
from governance.horizon.services import add_horizon_item, edit_horizon_item, prepare_for, watch_horizon_item
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView

SHOWN = 50


NEAREST = ("counts_from", "pk")


def _shown(actor: Actor, *, is_closed: bool) -> SpacedQuerySet:
    state = HorizonItem.State.CLOSED if is_closed else HorizonItem.State.OPEN
    return HorizonItem.objects.visible_to(actor).filter(state=state).select_related("watcher")


FIRST = PreparedForActor(lambda anyone: _shown(anyone, is_closed=False).order_by(*NEAREST)[:26])


class Horizon(PartnershipView):
    """What is coming, the nearest first."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        is_closed = request.GET.get("state") == "closed"
        first = None if is_closed else partial(FIRST.by, self.actor)
        page = page_of(_shown(self.actor, is_closed=is_closed), NEAREST, request.GET, first=first)
        for item in page.rows:
            item.partnership = self.actor.partnership  # its customer is loaded there
        context = {
            "nav": "horizon",
            "partnership": self.actor.partnership,
            "is_closed": is_closed,
            "page": page,
            "may_change": self.actor.may("change_horizon"),
        }
        return render(request, "governance/horizon/horizon.html", context)


class HorizonExport(ListExport):
    export = HORIZON

    def items(self) -> Iterator[HorizonItem]:
        return exported(_shown(self.actor, is_closed=self.request.GET.get("state") == "closed"))


class NewHorizonItem(PartnershipView, ServiceFormView):
    permission = "change_horizon"
    makes_new = True
    nav = "horizon"
    form_class = NewHorizonForm
    form_takes = ("actor",)
    template_name = "governance/horizon/horizon_form.html"

    def form_valid(self, form: NewHorizonForm) -> HttpResponse:
        add_horizon_item(actor=self.actor, **form.cleaned_data)
        return self.done(_("It is on the horizon."), "horizon", self.actor.partnership.reference)


class ItemView(PartnershipView):
    abstract = True
    nav = "horizon"
    item: HorizonItem

    @property
    def space(self) -> str:
        return self.item.space

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        items = HorizonItem.objects.visible_to(self.actor).select_related("watcher", "created_by")
        self.item = get_object_or_404(items, pk=kwargs["pk"])
        self.item.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(item=self.item, **kwargs)

    def get_success_url(self) -> str:
        return self.item.get_absolute_url()


class OneHorizonItem(ItemView, ServiceFormView):
    """One thing that is coming, and whether it is still watched."""

    permission = "view"
    permissions = {"post": "change_horizon"}
    form_class = Form
    template_name = "governance/horizon/horizon_item.html"

    def form_valid(self, form: Form) -> HttpResponse:
        watched = self.request.POST.get("do") == "reopen"
        watch_horizon_item(actor=self.actor, item=self.item, watched=watched)
        return self.done(_("Watched again.") if watched else _("No longer watched."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actions = ActionItem.objects.visible_to(self.actor).filter(origin_key=self.item.origin_key)
        return super().get_context_data(
            actions=lines_of(actions.order_by("due", "pk")[:SHOWN], self.actor.partnership),
            may_change=self.actor.may("change_horizon"),
            **kwargs,
        )


class EditHorizonItem(ItemView, ServiceFormView):
    permission = "change_horizon"
    form_class = EditHorizonForm
    form_takes = ("actor", "space")
    template_name = "governance/horizon/horizon_form.html"

    def get_initial(self) -> dict[str, Any]:
        return EditHorizonForm.initial_of(self.item)

    def get_version(self) -> int:
        return self.item.version

    def form_valid(self, form: EditHorizonForm) -> HttpResponse:
        edit_horizon_item(actor=self.actor, item=self.item, **form.cleaned_data)
        return self.done(_("Saved."))


class PrepareFor(ItemView, ServiceFormView):
    permission = "change_horizon"
    makes_new = True
    form_class = FollowUpForm
    form_takes = ("actor", "space")
    template_name = "governance/action_items/follow_up.html"

    def form_valid(self, form: FollowUpForm) -> HttpResponse:
        action = prepare_for(actor=self.actor, item=self.item, **form.cleaned_data)
        return self.done(_("Added as number %(number)s.") % {"number": action.number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = {"origin": self.item.title, "back": self.item.get_absolute_url()}
        return super().get_context_data(**origin, **kwargs)
