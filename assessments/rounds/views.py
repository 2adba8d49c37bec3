from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.answering.questionnaire import Questionnaire
from assessments.respondents.own_side import asked_on_side
from assessments.results.views import HealthCheckResultView
from assessments.rounds.closing import agree_to_close
from assessments.rounds.exports import HEALTH_CHECKS, exported
from assessments.rounds.forms import OpenForm
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from assessments.rounds.progress import progress_of
from common.paging import page_of
from common.prepared import Given
from common.service_form import ServiceButtonView, ServiceFormView
from partnerships.access.actors import PreparedForActor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView


class HealthChecksView(PartnershipView):
    permission = "view"
    nav = "health_checks"

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        current = Round.objects.open_health_check(self.actor)
        closed = Round.objects.health_checks(self.actor).exclude(closed_at=None)
        page = page_of(closed, ("-opened_at", "-pk"), request.GET, 20)
        for round in page.rows:
            round.partnership = self.actor.partnership
        context = self.get_context_data(
            current=current,
            sides=progress_of(current) if current else [],
            page=page,
            may_open=current is None
            and self.actor.may("open_health_check")
            and self.actor.partnership.is_binding,
            may_choose=self.actor.may("choose_respondents"),
        )
        return render(request, "assessments/rounds/list.html", context)


class HealthChecksExport(ListExport):
    """Those that have closed: of an open one nothing is told yet."""

    export = HEALTH_CHECKS

    def items(self) -> Iterator[Round]:
        return exported(Round.objects.health_checks(self.actor).exclude(closed_at=None))


class OpenHealthCheckView(PartnershipView, ServiceFormView):
    permission = "open_health_check"
    nav = "health_checks"
    form_class = OpenForm
    form_takes = ("today",)
    template_name = "assessments/rounds/open.html"

    @property
    def today(self) -> date:
        return self.actor.partnership.today()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.open_already() or super().get(request, *args, **kwargs)

    def form_valid(self, form: OpenForm) -> HttpResponse:
        round = open_round(actor=self.actor, **form.cleaned_data)
        return self.done(_("The health check is open. The invitations are on their way."), round)

    def refused(self, form: OpenForm, error: ValidationError) -> HttpResponse:
        return self.open_already() or super().refused(form, error)

    def open_already(self) -> HttpResponse | None:
        """To the check that is open, where there is one: two at once would ask people twice."""
        round = Round.objects.open_health_check(self.actor)
        if round is None:
            return None
        messages.info(self.request, _("A health check is open already. This is it."))
        return redirect(round)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = len(asked_on_side(self.actor, None))
        may_choose = self.actor.may("choose_respondents")
        return super().get_context_data(asked=asked, may_choose=may_choose, **kwargs)


HEALTH_CHECK = PreparedForActor(lambda anyone: Round.objects.health_checks(anyone).filter(pk=Given("pk")))


class HealthCheckView(PartnershipView):
    """The state of an open check; a closed one shows its result."""

    permission = "view"
    nav = "health_checks"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
        round = HEALTH_CHECK.get_or_404(self.actor, pk=pk)
        if not round.is_open:
            return HealthCheckResultView.as_view()(request, reference=reference, pk=pk, round=round)
        round.partnership = self.actor.partnership
        respondent = round.respondents.filter(person=self.actor.person, revoked_at=None).first()
        context = self.get_context_data(
            round=round,
            sides=progress_of(round),
            mine=Questionnaire(respondent, round) if respondent else None,
            may_choose=self.actor.may("choose_respondents"),
            may_close=self.actor.may("close_health_check"),
            own_lead_closes=round.closes_early(self.actor.side) is not None,
            other_lead_closes=round.closes_early(self.actor.side.other) is not None,
            other_side=self.actor.partnership.organisation(self.actor.side.other),
        )
        return render(request, "assessments/rounds/state.html", context)


class CloseHealthCheckView(PartnershipView, ServiceButtonView):
    permission = "close_health_check"
    refusal_level = messages.INFO

    def form_valid(self, form: Form) -> HttpResponse:
        round = get_object_or_404(Round.objects.health_checks(self.actor), pk=self.kwargs["pk"])
        if agree_to_close(actor=self.actor, round=round):
            return self.done(_("The health check is closed. This is its result."))
        return self.done(_("Noted. It closes as soon as the other side's lead agrees; they have an email."))

    def get_success_url(self) -> str:
        return reverse("health_check", args=[self.actor.partnership.reference, self.kwargs["pk"]])
