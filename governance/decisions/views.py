from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of
from governance.decisions.exports import REGISTER, exported
from governance.decisions.forms import DecisionFilter
from governance.decisions.models import Decision
from governance.decisions.selectors import COLUMNS, lines, matching
from governance.decisions.services import add_decision, edit_decision, withdraw_decision
from governance.minutes.agreeing import agree_action
from governance.minutes.forms import AgreeForm, DecisionForm
from governance.minutes.views import MinutesView
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView


class Decisions(PartnershipView):
    """The register: what was decided, when, by which board, and whether it still counts."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = DecisionFilter(self.actor, request.GET)
        given = form.given()
        first = None if given else partial(FIRST.by, self.actor)
        page = page_of(_shown(self.actor, given), LATEST, request.GET, first=first)
        context = {
            "nav": "decisions",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": replace(page, rows=lines(page.rows, reference)),
        }
        return render(request, "governance/decisions/decisions.html", context)


def _shown(actor: Actor, given: dict[str, Any]) -> QuerySet[Decision, Any]:
    return matching(Decision.objects.visible_to(actor), given).values_list(*COLUMNS, named=True)


LATEST = ("-taken_on", "-pk")
FIRST = PreparedForActor(lambda anyone: _shown(anyone, {}).order_by(*LATEST)[:26])


class DecisionsExport(ListExport):
    export = REGISTER

    def items(self) -> Iterator[Decision]:
        given = DecisionFilter(self.actor, self.request.GET).given()
        return exported(matching(Decision.objects.visible_to(self.actor), given))


class DecisionView(PartnershipView):
    """A page of one decision, which is there for those in whose space it lies."""

    abstract = True
    nav = "decisions"
    decision: Decision

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        decisions = Decision.objects.visible_to(self.actor).select_related(
            "meeting", "board", "item", "replaces", "created_by"
        )
        self.decision = get_object_or_404(decisions, number=kwargs["number"])
        partnership = self.actor.partnership
        self.decision.partnership = self.decision.meeting.partnership = partnership
        if self.decision.replaces:
            self.decision.replaces.partnership = partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)


class OneDecision(DecisionView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        later = list(self.decision.replaced_by.order_by("number"))
        for one in later:
            one.partnership = self.actor.partnership
        may_edit = not self.decision.is_sealed and self.actor.may("write_minutes")
        context = self.get_context_data(later=later, may_edit=may_edit)
        return render(request, "governance/decisions/decision.html", context)


class EditDecision(DecisionView, ServiceFormView):
    permission = "write_minutes"
    form_class = DecisionForm
    form_takes = ("actor", "items")
    template_name = "governance/decisions/decision_form.html"

    @property
    def items(self) -> list[AgendaItem]:
        return agenda_of(self.decision.meeting)

    def get_initial(self) -> dict[str, Any]:
        return DecisionForm.initial_of(self.decision)

    def get_version(self) -> int:
        return self.decision.version

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "withdraw":
            return self.attempt(self.withdraw, self.get_form())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        edit_decision(actor=self.actor, decision=self.decision, **form.cleaned_data)
        return self.done(_("Saved."))

    def withdraw(self, form: DecisionForm) -> HttpResponse:
        withdraw_decision(actor=self.actor, decision=self.decision)
        return self.done(_("Taken back: %(title)s") % {"title": self.decision.title})

    def get_success_url(self) -> str:
        return reverse("minutes", args=[self.actor.partnership.reference, self.decision.meeting.number])


class NewDecision(MinutesView, ServiceFormView):
    """Written down from the page of the minutes."""

    permission = "write_minutes"
    makes_new = True
    http_method_names = ["post"]
    form_class = DecisionForm
    form_takes = ("actor", "items")

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        decision = add_decision(actor=self.actor, minutes=self.written(), **given)
        return self.done(_("In the register as %(name)s.") % {"name": decision.name})

    def form_invalid(self, form: DecisionForm) -> HttpResponse:
        return self.minutes_page(form=form, decide=form)


class AgreeAction(MinutesView, ServiceFormView):
    """Something to do, agreed in the meeting, from the page of the minutes."""

    permission = "write_minutes"
    makes_new = True
    http_method_names = ["post"]
    form_class = AgreeForm
    form_takes = ("actor", "items")

    def form_valid(self, form: AgreeForm) -> HttpResponse:
        action = agree_action(actor=self.actor, minutes=self.written(), **form.cleaned_data)
        return self.done(_("Added as number %(number)s.") % {"number": action.number})

    def form_invalid(self, form: AgreeForm) -> HttpResponse:
        return self.minutes_page(form=form, agree=form)
