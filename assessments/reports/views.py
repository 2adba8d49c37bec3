from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from assessments.reports.documents import REPORT, request_report
from assessments.rounds.models import Round
from partnerships.access.views import PartnershipView
from partnerships.documents.downloads import state_or_file
from partnerships.documents.models import Document
from partnerships.documents.selectors import document_about


def language_in_words(language: str) -> str:
    """In the reader's language, inside a sentence: of ours only English writes it with a capital."""
    name = get_language_info(language)["name_translated"]
    return str(name if get_language() == "en" else name.lower())


class ReportView(PartnershipView):
    """The report in a language: the file once it is made; until then a page that says so, and asks for it
    where nobody has."""

    permission = REPORT.permission

    def get(self, request: HttpRequest, reference: str, pk: int, language: str) -> HttpResponseBase:
        round = self.closed_round(pk, language)
        report = document_about(REPORT, round, language)
        if answer := state_or_file(request, report, round):
            return answer
        context = {
            "nav": "health_checks",
            "partnership": self.actor.partnership,
            "round": round,
            "report": report,
            "language_name": language_in_words(language),
        }
        return render(request, "assessments/reports/report.html", context)

    def post(self, request: HttpRequest, reference: str, pk: int, language: str) -> HttpResponse:
        round = self.closed_round(pk, language)
        report = request_report(round, language)
        if report.state == Document.State.WAITING:
            messages.success(request, _("The report is being made."))
        return redirect("report", reference, pk, language)

    def closed_round(self, pk: int, language: str) -> Round:
        """Of an open round nothing is told yet, a language we do not speak has no report, nor
        has one that nobody answered."""
        if language not in dict(settings.LANGUAGES):
            raise Http404
        closed = Round.objects.visible_to(self.actor).exclude(closed_at=None)
        round: Round = get_object_or_404(closed, pk=pk)
        if round.is_unanswered:
            raise Http404
        round.partnership = self.actor.partnership
        return round
