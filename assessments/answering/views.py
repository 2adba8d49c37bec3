"""Answering as a person with an account: only ever as oneself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.answering.pages import FinishedPage, QuestionPage, RespondentPage, StartPage
from assessments.answering.questionnaire import Questionnaire
from assessments.rounds.models import Round
from partnerships.access.views import PartnershipRequest, PartnershipView


class OwnAnswersView(RespondentPage, PartnershipView):
    """Finds the person's own place in the round before anything else; who is not asked is told so."""

    abstract = True
    nav = "health_checks"
    request: PartnershipRequest
    own: Questionnaire

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.actor.may(self.permission):
            return super().dispatch(request, *args, **kwargs)
        round = get_object_or_404(Round.objects.health_checks(self.actor), pk=kwargs["pk"])
        round.partnership = self.actor.partnership
        respondent = round.respondents.filter(person=self.actor.person, revoked_at=None).first()
        if respondent is None:
            return self.not_asked(round)
        self.own = Questionnaire(respondent, round)
        if request.method != "POST" and not round.is_open:
            messages.info(request, _("This health check has closed. This is its result."))
            return redirect(round)
        return super().dispatch(request, *args, **kwargs)

    def not_asked(self, round: Round) -> HttpResponse:
        """Told kindly; and whoever was taken off while writing gets their words back."""
        if self.saves_only:
            return JsonResponse({"message": _("You are no longer asked in this health check.")}, status=403)
        context = self.get_context_data(round=round, typed=self.request.POST.get("comment", ""))
        return render(self.request, "assessments/answering/not_asked.html", context, status=403)

    def context(self, own: Questionnaire, **more: Any) -> dict[str, Any]:
        return super().context(own, nav=self.nav, **more)

    def question_url(self, key: str) -> str:
        return reverse("answer_question", args=[self.actor.partnership.reference, self.own.round.pk, key])

    def finished_url(self) -> str:
        return reverse("answer_finished", args=[self.actor.partnership.reference, self.own.round.pk])


class AnswerView(StartPage, OwnAnswersView):
    permission = "view"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.start(self.own)


class AnswerQuestionView(QuestionPage, OwnAnswersView):
    permission = "view"

    def get(self, request: HttpRequest, question_key: str, **kwargs: Any) -> HttpResponse:
        return self.show(self.own, question_key)

    def post(self, request: HttpRequest, question_key: str, **kwargs: Any) -> HttpResponse:
        return self.save(self.own, question_key)


class AnswerFinishedView(FinishedPage, OwnAnswersView):
    permission = "view"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.overview(self.own)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.finish(self.own)
