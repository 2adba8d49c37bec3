from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from governance.charter.documents import KINDS, request_charter_document
from governance.charter.models import CharterVersion
from governance.charter.rendering import ANNEX, title_of
from partnerships.access.views import PartnershipView
from partnerships.documents.downloads import own_language, state_or_file
from partnerships.documents.models import Document


class RequestCharterDocument(PartnershipView):
    """Ask for the charter on paper, or for the annex. Whoever may read them may print them."""

    permission = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        kind = request.POST.get("kind", "")
        if kind not in KINDS:
            messages.error(request, _("There is no such paper."))
            return redirect("charter", reference)
        document = request_charter_document(
            actor=self.actor, kind=kind, charter=self.charter(kind), language=own_language()
        )
        return redirect("charter_document", reference, document.pk)

    def charter(self, kind: str) -> CharterVersion | None:
        """The version that was asked for; the annex has the current one, once there is one."""
        versions = CharterVersion.objects.visible_to(self.actor)
        if kind == ANNEX:
            current: CharterVersion | None = versions.current().first()
            return current
        number = self.request.POST.get("number", "")
        if not number.isdecimal():
            raise Http404
        found: CharterVersion = get_object_or_404(versions, number=int(number[:9]))
        return found


class CharterDocument(PartnershipView):
    """The file once it is made; until then a page that says how far it is."""

    permission = "view"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
        documents = Document.objects.visible_to(self.actor).filter(kind__in=KINDS).select_related("asked_by")
        document: Document = get_object_or_404(documents, pk=pk)
        document.partnership = self.actor.partnership
        charter = CharterVersion.objects.visible_to(self.actor).filter(pk=document.subject_id).first()
        if answer := state_or_file(request, document, charter):
            return answer
        context = {
            "nav": "charter",
            "partnership": self.actor.partnership,
            "document": document,
            "charter": charter,
            "document_title": title_of(document, charter),
        }
        return render(request, "governance/charter/charter_document.html", context)
