from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from governance.charter.document_models import CharterPaper
from governance.charter.documents import want_charter_paper
from governance.charter.models import CharterVersion
from governance.charter.rendering import paper_name, title_of
from partnerships.access.views import PartnershipView
from partnerships.signing.downloads import paper_file


class WantCharterPaper(PartnershipView):
    """Ask for the charter on paper, or for the annex. Whoever may read them may print them."""

    permission = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        kind = request.POST.get("kind", "")
        if kind not in CharterPaper.Kind.values:
            messages.error(request, _("There is no such paper."))
            return redirect("charter", reference)
        paper = want_charter_paper(
            actor=self.actor, kind=kind, charter=self.charter(kind), language=get_language() or "en"
        )
        return redirect("charter_paper", reference, paper.pk)

    def charter(self, kind: str) -> CharterVersion | None:
        """The version that was asked for; the annex has the current one, once there is one."""
        versions = CharterVersion.objects.visible_to(self.actor)
        if kind == CharterPaper.Kind.ANNEX:
            current: CharterVersion | None = versions.current().first()
            return current
        number = self.request.POST.get("number", "")
        if not number.isdecimal():
            raise Http404
        found: CharterVersion = get_object_or_404(versions, number=int(number[:9]))
        return found


class OneCharterPaper(PartnershipView):
    """The file once it is made; until then a page that says how far it is."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
        papers = CharterPaper.objects.visible_to(self.actor).select_related("charter", "asked_by")
        paper: CharterPaper = get_object_or_404(papers, pk=pk)
        paper.partnership = self.actor.partnership
        if "state" in request.GET:
            return JsonResponse({"state": paper.state})
        if paper.state == CharterPaper.State.MADE:
            return paper_file(request, paper, paper_name(paper))
        context = {
            "nav": "charter",
            "partnership": self.actor.partnership,
            "paper": paper,
            "paper_title": title_of(paper),
        }
        return render(request, "governance/charter/charter_paper.html", context)
