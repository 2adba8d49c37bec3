"""Answering by personal link, without an account. The link is the only key: nothing on these pages looks
at who is signed in, and no page tells anything once the link no longer serves."""

import zoneinfo
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from assessments.answering.pages import FinishedPage, QuestionPage, RespondentPage, StartPage
from assessments.answering.questionnaire import Line, Questionnaire
from assessments.respondents.links import LinkRefused, respondent_from_token

STATUS = {"unknown": 404, "expired": 410, "revoked": 410, "closed": 410}


# The address itself is the credential and no cookie is read, so there is nothing to forge; and under
# "no-referrer" browsers send "Origin: null", which the usual check would refuse.
@method_decorator([login_not_required, csrf_exempt, never_cache], name="dispatch")
class PersonalLinkView(RespondentPage, View):
    layout = "assessments/answering/link.html"
    own: Questionnaire
    token: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.token = kwargs["token"]
        try:
            respondent = respondent_from_token(self.token)
        except LinkRefused as refused:
            response: HttpResponseBase = self.refuse(refused.reason)
        else:
            self.own = Questionnaire(respondent, respondent.round)
            zone = zoneinfo.ZoneInfo(respondent.round.partnership.customer.time_zone)
            with translation.override(respondent.language), timezone.override(zone):
                response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    def refuse(self, reason: str) -> HttpResponse:
        context = {"reason": reason, "typed": self.request.POST.get("comment", "")}
        return render(self.request, "assessments/answering/link_refused.html", context, status=STATUS[reason])

    def closed(self, own: Questionnaire, message: str, line: Line | None = None) -> HttpResponse:
        return self.refuse("closed")  # closed or taken off between two looks: no data from now on

    def context(self, own: Questionnaire, **more: Any) -> dict[str, Any]:
        # the frame takes its language from here: the respondent's, whoever is signed in
        return super().context(own, LANGUAGE_CODE=own.respondent.language, actor=None, by_link=True, **more)

    def question_url(self, key: str) -> str:
        return reverse("answer_by_link_question", args=[self.token, key])

    def finished_url(self) -> str:
        return reverse("answer_by_link_finished", args=[self.token])


class LinkView(StartPage, PersonalLinkView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.start(self.own)


class LinkQuestionView(QuestionPage, PersonalLinkView):
    def get(self, request: HttpRequest, question_key: str, **kwargs: Any) -> HttpResponse:
        return self.show(self.own, question_key)

    def post(self, request: HttpRequest, question_key: str, **kwargs: Any) -> HttpResponse:
        return self.save(self.own, question_key)


class LinkFinishedView(FinishedPage, PersonalLinkView):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.overview(self.own)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.finish(self.own)
