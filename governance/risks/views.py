from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from django.db.models import CharField, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from common.paging import page_of
from common.prepared import Given
from common.service_form import ServiceFormView
from common.word_search import has_word, words_in
from governance.action_items import rows as action_rows
from governance.action_items.forms import FollowUpForm
from governance.action_items.models import ActionItem
from governance.openness.selectors import Question, closed_part
from governance.risks.forms import CloseRiskForm, EditRiskForm, NewRiskForm, RiskFilter, ScoreForm
from governance.risks.history import RISK_HISTORY
from governance.risks.matrix import IMPACTS, chart, loads_by_side, matrix, scores_of
from governance.risks.models import Risk
from governance.risks.rows import COLUMNS, lines
from governance.risks.services import add_risk, close_risk, edit_risk, reopen_risk, score_risk, treat_risk
from partnerships.access.actors import PreparedForActor
from partnerships.access.models import SpacedQuerySet
from partnerships.access.views import PartnershipView

ACTIONS = 50


class Risks(PartnershipView):
    """The register: the matrix, what each side carries, and the list behind both."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = RiskFilter(request.GET)
        given, today = form.given(), self.actor.partnership.today()
        seen = given.get("seen", "")
        chosen = (given["likelihood"], given["impact"]) if {"likelihood", "impact"} <= given.keys() else None
        rows = matching(Risk.objects.visible_to(self.actor), given, today).values_list(*COLUMNS, named=True)
        page = page_of(rows, WORST, request.GET, first=None if given else partial(FIRST.by, self.actor))
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "form": form,
            "is_filtered": bool(given),
            "state": given.get("state", ""),
            "chosen": chosen,
            "matrix": matrix(self.actor, seen, chosen),
            "loads": loads_by_side(self.actor),
            "page": replace(page, rows=lines(page.rows, reference, today)),
            "may_change": self.actor.may("change_risk"),
            "closed": closed_part(self.actor, Question.RISK_REGISTER),
        }
        return render(request, "governance/risks/risks.html", context)


WORST = ("-exposure", "pk")
FIRST = PreparedForActor(
    lambda anyone: (
        matching(Risk.objects.visible_to(anyone), {}).order_by(*WORST).values_list(*COLUMNS, named=True)[:26]
    )
)


class NewRisk(PartnershipView, ServiceFormView):
    permission = "change_risk"
    makes_new = True
    nav = "risks"
    form_class = NewRiskForm
    form_takes = ("actor",)
    template_name = "governance/risks/risk_form.html"

    def get_initial(self) -> dict[str, Any]:
        # an early warning becomes a risk with the words that it was raised in
        return {"event": self.request.GET.get("event", "")[:200]}

    def form_valid(self, form: NewRiskForm) -> HttpResponse:
        risk = add_risk(actor=self.actor, **form.cleaned_data)
        return self.done(_("In the register as %(name)s.") % {"name": risk.name}, risk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(closed=closed_part(self.actor, Question.RISK_REGISTER), **kwargs)


RISK = PreparedForActor(
    lambda anyone: (
        Risk.objects.visible_to(anyone).filter(number=Given("number")).select_related("owner", "created_by")
    )
)
TREATING = PreparedForActor(
    lambda anyone: (
        ActionItem.objects.visible_to(anyone)
        .filter(origin_key=Given("origin", CharField()))
        .order_by("due", "pk")
        .values_list(*action_rows.COLUMNS, named=True)[:ACTIONS]
    )
)


class RiskView(PartnershipView):
    """A page of one risk, which is there for those in whose space it lies."""

    abstract = True
    nav = "risks"
    risk: Risk

    @property
    def space(self) -> str:
        return self.risk.space

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.risk = RISK.get_or_404(self.actor, number=kwargs["number"])
        self.risk.partnership = self.actor.partnership
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(risk=self.risk, **kwargs)

    def get_success_url(self) -> str:
        return self.risk.get_absolute_url()

    def page(self, template: str, **context: Any) -> HttpResponse:
        return render(self.request, f"governance/risks/{template}.html", self.get_context_data(**context))


class OneRisk(RiskView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        return self.page("risk", **about(self))


def about(view: RiskView, close: CloseRiskForm | None = None) -> dict[str, Any]:
    """What the page of one risk shows besides the risk."""
    risk, actor = view.risk, view.actor
    scores = scores_of(risk)
    return {
        "scores": scores[::-1],
        "chart": chart(scores),
        "actions": action_rows.lines(TREATING.by(actor, origin=risk.origin_key), actor.partnership),
        "history": RISK_HISTORY.of(risk.number, actor),
        "close": close or CloseRiskForm(),
        "may_change": actor.may("change_risk"),
    }


class EditRisk(RiskView, ServiceFormView):
    permission = "change_risk"
    form_class = EditRiskForm
    form_takes = ("actor", "space")
    template_name = "governance/risks/risk_form.html"

    def get_initial(self) -> dict[str, Any]:
        return EditRiskForm.initial_of(self.risk)

    def get_version(self) -> int:
        return self.risk.version

    def form_valid(self, form: EditRiskForm) -> HttpResponse:
        edit_risk(actor=self.actor, risk=self.risk, **form.cleaned_data)
        return self.done(_("Saved."))


class ReviewRisk(RiskView, ServiceFormView):
    """How is it today? A new score, and the next day to look."""

    permission = "change_risk"
    form_class = ScoreForm
    template_name = "governance/risks/risk_review.html"

    def get_initial(self) -> dict[str, Any]:
        names = ("likelihood", "impact_customer", "impact_supplier", "version")
        return {name: getattr(self.risk, name) for name in names}

    def get_version(self) -> int:
        return self.risk.version

    def form_valid(self, form: ScoreForm) -> HttpResponse:
        score_risk(actor=self.actor, risk=self.risk, **form.cleaned_data)
        return self.done(_("Reviewed."))


class CloseRisk(RiskView, ServiceFormView):
    permission = "change_risk"
    http_method_names = ["post"]
    form_class = CloseRiskForm
    template_name = "governance/risks/risk.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("do") == "reopen":
            reopen_risk(actor=self.actor, risk=self.risk)
            return self.done(_("Open again."))
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: CloseRiskForm) -> HttpResponse:
        close_risk(actor=self.actor, risk=self.risk, **form.cleaned_data)
        return self.done(_("Closed."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**about(self, kwargs["form"]), **kwargs)


class TreatRisk(RiskView, ServiceFormView):
    permission = "change_risk"
    makes_new = True
    form_class = FollowUpForm
    form_takes = ("actor", "space")
    template_name = "governance/action_items/follow_up.html"

    def form_valid(self, form: FollowUpForm) -> HttpResponse:
        action = treat_risk(actor=self.actor, risk=self.risk, **form.cleaned_data)
        return self.done(_("Added as number %(number)s.") % {"number": action.number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        origin = {"origin": str(self.risk), "back": self.risk.get_absolute_url()}
        return super().get_context_data(**origin, **kwargs)


def matching(risks: SpacedQuerySet, given: dict[str, Any], today: date | None = None) -> SpacedQuerySet:
    state = given.get("state", "")
    if state in ("", "late"):
        risks = risks.filter(state=Risk.State.OPEN)
    if state == "late":
        risks = risks.filter(review_on__lt=today)
    if state == "closed":
        risks = risks.filter(state=Risk.State.CLOSED)
    exact = {
        "likelihood": "likelihood",
        "impact": IMPACTS[given.get("seen", "")],
        "bears": "bears",
        "manages": "manages",
    }
    risks = risks.filter(**{exact[name]: given[name] for name in exact if name in given})
    for word in words_in(given.get("q", "")):
        number = word.upper().removeprefix("R-")
        is_number = number.isascii() and number.isdigit() and len(number) < 9
        texts = has_word(word, "event", "cause", "effect")
        risks = risks.filter(texts | (Q(number=int(number)) if is_number else Q(pk__in=[])))
    return risks
