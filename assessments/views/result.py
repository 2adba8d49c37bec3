from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.actions.finding import propose_action
from assessments.charts import NARROW, WIDE, Dumbbell, dumbbell, sparkline
from assessments.forms.finding import ProposeForm
from assessments.models import Round
from assessments.picture import Picture, picture_of
from assessments.seen import Seen
from governance.models import Action
from partnerships.access import Actor
from partnerships.views.base import PartnershipView


def closed_rounds(actor: Actor) -> QuerySet[Round]:
    """Only of a closed round does anybody see answers."""
    return Round.objects.visible_to(actor).exclude(closed_at=None)


def picture_for(actor: Actor, pk: int, round: Round | None = None) -> Picture:
    """The picture of a closed round, or 404. ``round`` spares a query where it has been looked up."""
    if round is None or round.pk != pk or round.is_open:
        round = get_object_or_404(closed_rounds(actor), pk=pk)
    round.partnership = actor.partnership  # both parties are loaded there
    return picture_of(round, closed_rounds(actor), Action.objects.visible_to(actor))


def charts_of(picture: Picture, compare: bool) -> dict[str, Dumbbell]:
    """Both sides' answers as a picture: one for wide screens, one for narrow ones."""
    results = [seen.result for seen in picture.questions]
    earlier = [seen.earlier for seen in picture.questions if seen.earlier] if compare else []
    return {
        geometry.name: dumbbell(
            picture.round, results, earlier=earlier, earlier_label=picture.since, geometry=geometry
        )
        for geometry in (WIDE, NARROW)
    }


class HealthCheckResultView(PartnershipView):
    """A closed health check: what each side answered, what came of it, what is done about it."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, pk: int, round: Round | None = None) -> HttpResponse:
        picture = picture_for(self.actor, pk, round)
        language = get_language() or "en"
        compare = bool(picture.previous) and "compare" in request.GET
        context = {
            "nav": "health_checks",
            "partnership": self.actor.partnership,
            "round": picture.round,
            "picture": picture,
            "compare": compare,
            "charts": charts_of(picture, compare),
            "trend": sparkline(picture.history),
            "may_add": self.actor.may("add_action"),
        }
        if self.actor.may("download_report"):
            context["report"] = picture.round.reports.filter(language=language).first()
            context["report_url"] = reverse("report", args=[reference, pk, language])
        return render(request, "assessments/result.html", context)


class FindingView(PartnershipView):
    """One question in full, and the way from it to an action."""

    permission = "view"
    permissions = {"post": "add_action"}
    makes_new = True

    def get(self, request: HttpRequest, reference: str, pk: int, question_key: str) -> HttpResponse:
        form = ProposeForm(actor=self.actor) if self.actor.may("add_action") else None
        return self.page(pk, question_key, form)

    def post(self, request: HttpRequest, reference: str, pk: int, question_key: str) -> HttpResponse:
        round = get_object_or_404(closed_rounds(self.actor), pk=pk)
        if not round.results.filter(question_key=question_key).exists():
            raise Http404
        form = ProposeForm(request.POST, actor=self.actor)
        if form.is_valid():
            try:
                propose_action(actor=self.actor, round=round, question_key=question_key, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The action is on the list. Its owner is told by mail."))
                return redirect("finding", reference, pk, question_key)
        return self.page(pk, question_key, form)

    def page(self, pk: int, question_key: str, form: ProposeForm | None) -> HttpResponse:
        picture = picture_for(self.actor, pk)
        seen = next((one for one in picture.questions if one.question.key == question_key), None)
        if seen is None:
            raise Http404
        context = {
            "nav": "health_checks",
            "partnership": self.actor.partnership,
            "round": picture.round,
            "picture": picture,
            "seen": seen,
            "next": self.next_finding(picture, seen),
            "form": form,
        }
        return render(self.request, "assessments/finding.html", context)

    def next_finding(self, picture: Picture, seen: Seen) -> Seen | None:
        order = picture.findings
        place = order.index(seen) + 1 if seen in order else 0
        return order[place] if place < len(order) else None
