from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.results.charts import NARROW, WIDE, Dumbbell, dumbbell, sparkline
from assessments.results.forms import ProposeForm
from assessments.results.questions import QuestionSummary
from assessments.results.services import propose_action
from assessments.results.summary import RoundSummary, actions_from, round_summary, rounds_before
from assessments.rounds.models import Round
from common.prepared import Given, GivenList
from common.service_form import ServiceFormView
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.access.views import PartnershipView
from partnerships.documents.kinds import kind_of
from partnerships.documents.selectors import document_about


def closed_rounds(actor: Actor) -> QuerySet[Round]:
    """Only of a closed round does anybody see answers."""
    return Round.objects.visible_to(actor).exclude(closed_at=None)


BEFORE = PreparedForActor(
    lambda anyone: rounds_before(
        closed_rounds(anyone), Given("instrument", CharField()), Given("closed_at", DateTimeField())
    )
)
ACTIONS = PreparedForActor(
    lambda anyone: actions_from(ActionItem.objects.visible_to(anyone), GivenList("origins", CharField()))
)


def picture_for(actor: Actor, pk: int, round: Round | None = None) -> RoundSummary:
    """The picture of a closed round, or 404. ``round`` spares a query where it has been looked up."""
    if round is None or round.pk != pk or round.is_open:
        round = get_object_or_404(closed_rounds(actor), pk=pk)
    round.partnership = actor.partnership  # both parties are loaded there
    before = BEFORE.by(actor, instrument=round.instrument_key, closed_at=round.closed_at)
    return round_summary(round, before, lambda origins: ACTIONS.by(actor, origins=origins))


def charts_of(picture: RoundSummary, compare: bool) -> dict[str, Dumbbell]:
    """Both sides' answers as a picture: one for wide screens, one for narrow ones."""
    results = [each.result for each in picture.questions]
    earlier = [each.earlier for each in picture.questions if each.earlier] if compare else []
    return {
        geometry.name: dumbbell(
            picture.round, results, earlier=earlier, earlier_label=picture.since, geometry=geometry
        )
        for geometry in (WIDE, NARROW)
    }


class HealthCheckResultView(PartnershipView):
    """A closed health check: what each side answered, what came of it, what is done about it."""

    permission = "view"
    nav = "health_checks"

    def get(self, request: HttpRequest, reference: str, pk: int, round: Round | None = None) -> HttpResponse:
        picture = picture_for(self.actor, pk, round)
        language = get_language() or "en"
        compare = bool(picture.previous) and "compare" in request.GET
        context = self.get_context_data(
            round=picture.round,
            picture=picture,
            compare=compare,
            charts=charts_of(picture, compare),
            trend=sparkline(picture.history),
            may_add=self.actor.may("add_action"),
        )
        if self.actor.may("download_report") and not picture.round.is_unanswered:
            context["report"] = document_about(kind_of("report"), picture.round, language)
            context["report_url"] = reverse("report", args=[reference, pk, language])
        return render(request, "assessments/results/result.html", context)


class FindingView(PartnershipView, ServiceFormView):
    """One question in full, and the way from it to an action."""

    permission = "view"
    permissions = {"post": "add_action"}
    makes_new = True
    nav = "health_checks"
    form_class = ProposeForm
    form_takes = ("actor",)
    template_name = "assessments/results/finding.html"

    def get_form(self, form_class: object = None) -> ProposeForm | None:
        return super().get_form() if self.actor.may("add_action") else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.round.results.filter(question_key=self.kwargs["question_key"]).exists():
            raise Http404
        return super().post(request, *args, **kwargs)

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(closed_rounds(self.actor), pk=self.kwargs["pk"])

    def form_valid(self, form: ProposeForm) -> HttpResponse:
        key = self.kwargs["question_key"]
        propose_action(actor=self.actor, round=self.round, question_key=key, **form.cleaned_data)
        said = _("The action is added. Its owner is told by email.")
        return self.done(said, "finding", self.actor.partnership.reference, self.round.pk, key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        picture = picture_for(self.actor, self.kwargs["pk"])
        key = self.kwargs["question_key"]
        item = next((one for one in picture.questions if one.question.key == key), None)
        if item is None:
            raise Http404
        return super().get_context_data(
            round=picture.round,
            picture=picture,
            item=item,
            next=self.next_finding(picture, item),
            **kwargs,
        )

    def next_finding(self, picture: RoundSummary, item: QuestionSummary) -> QuestionSummary | None:
        order = picture.findings
        place = order.index(item) + 1 if item in order else 0
        return order[place] if place < len(order) else None
