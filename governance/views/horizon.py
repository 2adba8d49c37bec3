from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.action_rows import lines_of
from governance.actions import add_horizon_item, edit_horizon_item, prepare_for, watch_horizon_item
from governance.forms.horizon import EditHorizonForm, NewHorizonForm
from governance.forms.risk import TreatForm
from governance.models import Action, HorizonItem
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.views.base import PartnershipView

SHOWN = 50


class Horizon(PartnershipView):
    """What is coming, the nearest first."""

    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        is_closed = request.GET.get("state") == "closed"
        state = HorizonItem.State.CLOSED if is_closed else HorizonItem.State.OPEN
        items = HorizonItem.objects.visible_to(self.actor).filter(state=state).select_related("watcher")
        context = {
            "nav": "horizon",
            "partnership": self.actor.partnership,
            "is_closed": is_closed,
            "page": page_of(items, ("counts_from", "pk"), request.GET),
            "may_change": self.actor.may("change_horizon"),
        }
        return render(request, "governance/horizon.html", context)


class NewHorizonItem(PartnershipView):
    permission = "change_horizon"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(NewHorizonForm(self.actor))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewHorizonForm(self.actor, request.POST)
        if form.is_valid():
            try:
                add_horizon_item(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("It is on the horizon."))
                return redirect("horizon", reference)
        return self._page(form)

    def _page(self, form: NewHorizonForm) -> HttpResponse:
        context = {"nav": "horizon", "partnership": self.actor.partnership, "form": form}
        return render(self.request, "governance/horizon_form.html", context)


class ItemView(PartnershipView):
    abstract = True
    item: HorizonItem

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        items = HorizonItem.objects.visible_to(self.actor).select_related("watcher", "created_by")
        self.item = get_object_or_404(items, pk=kwargs["pk"])
        self.item.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "horizon", "partnership": self.actor.partnership, "item": self.item}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class OneHorizonItem(ItemView):
    permission = "view"
    permissions = {"post": "change_horizon"}

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        actions = Action.objects.visible_to(self.actor).filter(origin_key=self.item.origin_key)
        found = lines_of(actions.order_by("due", "pk")[:SHOWN], reference)
        return self.page("horizon_item", actions=found, may_change=self.actor.may("change_horizon"))

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        watched = request.POST.get("do") == "reopen"
        watch_horizon_item(actor=self.actor, item=self.item, watched=watched)
        messages.success(request, _("Watched again.") if watched else _("No longer watched."))
        return redirect("horizon_item", reference, pk)


class EditHorizonItem(ItemView):
    permission = "change_horizon"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        initial = EditHorizonForm.initial_of(self.item)
        return self.page("horizon_form", form=EditHorizonForm(self.actor, initial=initial))

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        form = EditHorizonForm(self.actor, request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_horizon_item(actor=self.actor, item=self.item, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.item.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("horizon_item", reference, pk)
        return self.page("horizon_form", form=form)


class PrepareFor(ItemView):
    permission = "change_horizon"
    makes_new = True

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        return self._form(TreatForm(self.actor))

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        form = TreatForm(self.actor, request.POST)
        if form.is_valid():
            try:
                action = prepare_for(actor=self.actor, item=self.item, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("On the list as number %(number)s.") % {"number": action.number})
                return redirect("horizon_item", reference, pk)
        return self._form(form)

    def _form(self, form: TreatForm) -> HttpResponse:
        return self.page("treat", form=form, origin=self.item.title, back=self.item.get_absolute_url())
