from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.actions import add_decision, agree_action, edit_decision, withdraw_decision
from governance.agenda import agenda_of
from governance.decisions import COLUMNS, csv_of, lines, matching
from governance.forms.decision import DecisionFilter
from governance.forms.minutes import AgreeForm, DecisionForm
from governance.models import Decision
from governance.views.minutes import MinutesView
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.views.base import PartnershipView


class Decisions(PartnershipView):
    """The register: what was decided, when, by which board, and whether it still counts."""

    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = DecisionFilter(self.actor, request.GET)
        given = form.given()
        rows = matching(Decision.objects.visible_to(self.actor), given).values_list(*COLUMNS, named=True)
        page = page_of(rows, ("-taken_on", "-pk"), request.GET)
        query = request.GET.copy()
        query.pop("after", None)
        context = {
            "nav": "decisions",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "page": replace(page, rows=lines(page.rows, reference)),
            "query": query.urlencode(),
        }
        return render(request, "governance/decisions.html", context)


class ExportDecisions(PartnershipView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponseBase:
        rows = matching(
            Decision.objects.visible_to(self.actor), DecisionFilter(self.actor, request.GET).given()
        )
        response = StreamingHttpResponse(csv_of(rows), content_type="text/csv; charset=utf-8")
        name = f"decisions-{reference}-{timezone.localdate().isoformat()}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class DecisionView(PartnershipView):
    """A page of one decision, which is there for those in whose space it lies."""

    abstract = True
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

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "decisions", "partnership": self.actor.partnership, "decision": self.decision}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class OneDecision(DecisionView):
    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        later = list(self.decision.replaced_by.order_by("number"))
        for one in later:
            one.partnership = self.actor.partnership
        may_edit = not self.decision.is_sealed and self.actor.may("write_minutes")
        return self.page("decision", later=later, may_edit=may_edit)


class EditDecision(DecisionView):
    permission = "write_minutes"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("decision_form", form=self.form(initial=DecisionForm.initial_of(self.decision)))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        meeting = self.decision.meeting.number
        form = self.form(request.POST)
        try:
            if request.POST.get("do") == "withdraw":
                withdraw_decision(actor=self.actor, decision=self.decision)
                messages.success(request, _("Taken back: %(title)s") % {"title": self.decision.title})
                return redirect("minutes", reference, meeting)
            if form.is_valid():
                given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
                edit_decision(actor=self.actor, decision=self.decision, **given)
                messages.success(request, _("Saved."))
                return redirect("minutes", reference, meeting)
        except ValidationError as error:
            put_errors(form, error)
            take_version(form, self.decision.version)
        return self.page("decision_form", form=form)

    def form(self, *args: Any, **kwargs: Any) -> DecisionForm:
        return DecisionForm(self.actor, agenda_of(self.decision.meeting), *args, **kwargs)


class NewDecision(MinutesView):
    """Written down from the page of the minutes."""

    permission = "write_minutes"
    makes_new = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = DecisionForm(self.actor, agenda_of(self.meeting), request.POST)
        if form.is_valid():
            given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
            try:
                decision = add_decision(actor=self.actor, minutes=self.written(), **given)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("In the register as %(name)s.") % {"name": decision.name})
                return redirect("minutes", reference, number)
        return self.minutes_page(decide=form)


class AgreeAction(MinutesView):
    """Something to do, agreed in the meeting, from the page of the minutes."""

    permission = "write_minutes"
    makes_new = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = AgreeForm(self.actor, agenda_of(self.meeting), request.POST)
        if form.is_valid():
            try:
                action = agree_action(actor=self.actor, minutes=self.written(), **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("On the list as number %(number)s.") % {"number": action.number})
                return redirect("minutes", reference, number)
        return self.minutes_page(agree=form)
