from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from assessments.reports.emails import report_name
from assessments.reports.models import Report
from assessments.reports.services import want_report
from assessments.rounds.models import Round
from partnerships.access.views import PartnershipView


class ReportView(PartnershipView):
    """The report in a language: the file once it is made; until then a page that says so, and asks for it
    where nobody has."""

    permission = "download_report"

    def get(self, request: HttpRequest, reference: str, pk: int, language: str) -> HttpResponseBase:
        round = self.closed_round(pk, language)
        report = round.reports.filter(language=language).first()
        if "state" in request.GET:
            return JsonResponse({"state": report.state if report else ""})
        if report and report.state == Report.State.MADE:
            report.round = round
            return self.download(report)
        context = {
            "nav": "health_checks",
            "partnership": self.actor.partnership,
            "round": round,
            "report": report,
            "language_name": dict(settings.LANGUAGES)[language],
        }
        return render(request, "assessments/reports/report.html", context)

    def post(self, request: HttpRequest, reference: str, pk: int, language: str) -> HttpResponse:
        round = self.closed_round(pk, language)
        report = want_report(round, language)
        if report.state == Report.State.WAITING:
            messages.success(request, _("The report is being made."))
        return redirect("report", reference, pk, language)

    def closed_round(self, pk: int, language: str) -> Round:
        """Of an open round nothing is told yet, and a language we do not speak has no report."""
        if language not in dict(settings.LANGUAGES):
            raise Http404
        closed = Round.objects.visible_to(self.actor).exclude(closed_at=None)
        round: Round = get_object_or_404(closed, pk=pk)
        round.partnership = self.actor.partnership
        return round

    def download(self, report: Report) -> HttpResponseBase:
        etag = f'"{report.sha256}"'
        if unchanged := get_conditional_response(self.request, etag=etag):
            return unchanged
        with report.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{report_name(report)}"'
        response["Content-Length"] = str(report.size)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-cache"
        response["ETag"] = etag
        return response
