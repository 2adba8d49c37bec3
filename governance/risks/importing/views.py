from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from common.uploads import UploadView
from governance.risks.importing.columns import COLUMNS
from governance.risks.importing.exports import IMPORTS, exported
from governance.risks.importing.forms import RiskImportForm, StoreForm
from governance.risks.importing.models import RiskImport, RiskImportQuerySet
from governance.risks.importing.outcome import Outcome
from governance.risks.importing.services import discard_risk_import, start_risk_import, store_risk_import
from partnerships.access.actors import Actor
from partnerships.access.list_exports import ListExport
from partnerships.access.views import PartnershipView
from partnerships.files.services import too_large


class RiskImports(PartnershipView, ServiceFormView, UploadView):
    """Bring a table for the register, and see what became of earlier ones."""

    permission = "change_risk"
    makes_new = True
    nav = "risks"
    form_class = RiskImportForm
    template_name = "governance/risks/risk_imports.html"

    def form_valid(self, form: RiskImportForm) -> HttpResponse:
        return redirect(start_risk_import(actor=self.actor, file=form.cleaned_data["file"]))

    def too_large(self, size: int) -> HttpResponse:
        messages.error(self.request, too_large(size))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(_listed(self.actor), ("-created_at", "-pk"), self.request.GET, size=10)
        return super().get_context_data(columns=COLUMNS, page=page, **kwargs)


def _listed(actor: Actor) -> RiskImportQuerySet:
    runs = RiskImport.objects.visible_to(actor).select_related("person", "partnership")
    return runs.defer("outcome", "versions")


class RiskImportsExport(ListExport):
    permission = "change_risk"
    export = IMPORTS

    def items(self) -> Iterator[RiskImport]:
        return exported(_listed(self.actor))


class OneRiskImport(PartnershipView):
    """What a table holds: being read, to be decided on, or what became of it."""

    permission = "change_risk"

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        run = self._run(pk)
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "run": run,
            "name": run.files[0]["name"],
            "outcome": Outcome.read({} if run.is_working else run.outcome),
        }
        return render(request, "governance/risks/risk_import.html", context)

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        run, form = self._run(pk), StoreForm(request.POST)
        if form.is_valid() and form.cleaned_data["decision"] == "store":
            changes = form.cleaned_data["changes_known"]
            store_risk_import(actor=self.actor, run=run, changes_known=changes)
        elif form.is_valid() and discard_risk_import(actor=self.actor, run=run):
            messages.success(request, _("Nothing of it was stored, and the file is deleted."))
        return redirect(run)

    def _run(self, pk: int) -> RiskImport:
        runs = RiskImport.objects.filter(partnership=self.actor.partnership, pk=pk).defer("versions")
        run = runs.select_related("person").defer("outcome", "versions").first()
        if run is None:
            raise Http404
        if not RiskImport.objects.visible_to(self.actor).filter(pk=pk).exists():
            raise PermissionDenied
        run.partnership = self.actor.partnership
        return run
