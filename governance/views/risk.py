from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.action_rows import lines_of
from governance.actions import add_risk, close_risk, edit_risk, reopen_risk, score_risk, treat_risk
from governance.forms.risk import CloseRiskForm, EditRiskForm, NewRiskForm, RiskFilter, ScoreForm, TreatForm
from governance.heat import IMPACTS, balance, chart, matrix, scores_of
from governance.models import Action, Risk
from governance.openness import Question, closed_part
from governance.risk_history import history_of_risk
from governance.risk_rows import COLUMNS, lines
from partnering.paging import page_of
from partnerships.forms.errors import put_errors, take_version
from partnerships.models import SpacedQuerySet
from partnerships.views.base import PartnershipView

SCORES, ACTIONS = 100, 50


class Risks(PartnershipView):
    """The register: the matrix, what each side carries, and the list behind both."""

    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = RiskFilter(request.GET)
        given = form.given()
        seen = given.get("seen", "")
        chosen = (given["likelihood"], given["impact"]) if {"likelihood", "impact"} <= given.keys() else None
        rows = matching(Risk.objects.visible_to(self.actor), given).values_list(*COLUMNS, named=True)
        page = page_of(rows, ("-exposure", "pk"), request.GET)
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "state": given.get("state", ""),
            "chosen": chosen,
            "matrix": matrix(self.actor, seen, chosen),
            "loads": balance(self.actor),
            "page": replace(page, rows=lines(page.rows, reference, timezone.localdate())),
            "may_change": self.actor.may("change_risk"),
            "closed": closed_part(self.actor, Question.RISK_REGISTER),
        }
        return render(request, "governance/risks.html", context)


class NewRisk(PartnershipView):
    permission = "change_risk"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        # an early warning becomes a risk with the words that it was raised in
        event = request.GET.get("event", "")[:200]
        return self._page(NewRiskForm(self.actor, initial={"event": event}))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = NewRiskForm(self.actor, request.POST)
        if form.is_valid():
            try:
                risk = add_risk(actor=self.actor, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("In the register as %(name)s.") % {"name": risk.name})
                return redirect("risk", reference, risk.number)
        return self._page(form)

    def _page(self, form: NewRiskForm) -> HttpResponse:
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "form": form,
            "closed": closed_part(self.actor, Question.RISK_REGISTER),
        }
        return render(self.request, "governance/risk_form.html", context)


class RiskView(PartnershipView):
    """A page of one risk, which is there for those in whose space it lies."""

    abstract = True

    @cached_property
    def risk(self) -> Risk:
        """Looked up where it is needed: a page that was kept is shown without."""
        risks = Risk.objects.visible_to(self.actor).select_related("owner", "created_by")
        risk: Risk = get_object_or_404(risks, number=self.kwargs["number"])
        risk.partnership = self.actor.partnership
        return risk

    def page(self, template: str, **context: Any) -> HttpResponse:
        own = {"nav": "risks", "partnership": self.actor.partnership, "risk": self.risk}
        return render(self.request, f"governance/{template}.html", {**own, **context})


class OneRisk(RiskView):
    permission = "view"
    is_kept = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("risk", **about(self))


def about(view: RiskView, close: CloseRiskForm | None = None) -> dict[str, Any]:
    """What the page of one risk shows besides the risk."""
    risk, actor = view.risk, view.actor
    actions = Action.objects.visible_to(actor).filter(origin_key=risk.origin_key)
    scores = scores_of(risk, SCORES)
    return {
        "scores": scores[::-1],
        "chart": chart(scores),
        "actions": lines_of(actions.order_by("due", "pk")[:ACTIONS], actor.partnership.reference),
        "history": history_of_risk(risk, actor),
        "close": close or CloseRiskForm(),
        "may_change": actor.may("change_risk"),
    }


class EditRisk(RiskView):
    permission = "change_risk"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EditRiskForm(self.actor, initial=EditRiskForm.initial_of(self.risk))
        return self.page("risk_form", form=form)

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = EditRiskForm(self.actor, request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                edit_risk(actor=self.actor, risk=self.risk, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.risk.version)
            else:
                messages.success(request, _("Saved."))
                return redirect("risk", reference, number)
        return self.page("risk_form", form=form)


class ReviewRisk(RiskView):
    """How is it today? A new score, and the next day to look."""

    permission = "change_risk"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        names = ("likelihood", "impact_customer", "impact_supplier", "version")
        initial = {name: getattr(self.risk, name) for name in names}
        return self.page("risk_review", form=ScoreForm(initial=initial))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = ScoreForm(request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
            try:
                score_risk(actor=self.actor, risk=self.risk, **given)
            except ValidationError as error:
                put_errors(form, error)
                take_version(form, self.risk.version)
            else:
                messages.success(request, _("Reviewed."))
                return redirect("risk", reference, number)
        return self.page("risk_review", form=form)


class CloseRisk(RiskView):
    permission = "change_risk"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        if request.POST.get("do") == "reopen":
            reopen_risk(actor=self.actor, risk=self.risk)
            messages.success(request, _("Open again."))
            return redirect("risk", reference, number)
        form = CloseRiskForm(request.POST)
        if not form.is_valid():
            return self.page("risk", **about(self, form))
        close_risk(actor=self.actor, risk=self.risk, note=form.cleaned_data["note"])
        messages.success(request, _("Closed."))
        return redirect("risk", reference, number)


class TreatRisk(RiskView):
    permission = "change_risk"
    makes_new = True

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self._form(TreatForm(self.actor))

    def post(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        form = TreatForm(self.actor, request.POST)
        if form.is_valid():
            try:
                action = treat_risk(actor=self.actor, risk=self.risk, **form.cleaned_data)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("On the list as number %(number)s.") % {"number": action.number})
                return redirect("risk", reference, number)
        return self._form(form)

    def _form(self, form: TreatForm) -> HttpResponse:
        return self.page("treat", form=form, origin=str(self.risk), back=self.risk.get_absolute_url())


def matching(risks: SpacedQuerySet, given: dict[str, Any]) -> SpacedQuerySet:
    state = given.get("state", "")
    if state in ("", "late"):
        risks = risks.filter(state=Risk.State.OPEN)
    if state == "late":
        risks = risks.filter(review_on__lt=timezone.localdate())
    if state == "closed":
        risks = risks.filter(state=Risk.State.CLOSED)
    exact = {
        "likelihood": "likelihood",
        "impact": IMPACTS[given.get("seen", "")],
        "bears": "bears",
        "manages": "manages",
    }
    risks = risks.filter(**{exact[name]: given[name] for name in exact if name in given})
    for word in given.get("q", "").split():
        number = word.upper().removeprefix("R-")
        is_number = number.isascii() and number.isdigit() and len(number) < 9
        texts = Q(event__icontains=word) | Q(cause__icontains=word) | Q(effect__icontains=word)
        risks = risks.filter(texts | (Q(number=int(number)) if is_number else Q(pk__in=[])))
    return risks
