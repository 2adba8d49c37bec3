from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from governance.actions import discard_risk_import, start_risk_import, store_risk_import
from governance.forms.risk_import import RiskImportForm, StoreForm
from governance.importing.columns import COLUMNS
from governance.importing.outcome import Outcome
from governance.models import RiskImport
from partnering.paging import page_of
from partnering.uploads import UploadView
from partnerships.actions.attachment import too_large
from partnerships.forms.errors import put_errors
from partnerships.views.base import PartnershipView


class RiskImports(PartnershipView, UploadView):
    """Bring a table for the register, and see what became of earlier ones."""

    permission = "change_risk"
    makes_new = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        return self._page(RiskImportForm())

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = RiskImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                run = start_risk_import(actor=self.actor, file=form.cleaned_data["file"])
            except ValidationError as error:
                put_errors(form, error)
            else:
                return redirect(run)
        return self._page(form)

    def too_large(self, size: int) -> HttpResponse:
        messages.error(self.request, too_large(size))
        return redirect(self.request.path)

    def _page(self, form: RiskImportForm) -> HttpResponse:
        runs = RiskImport.objects.visible_to(self.actor).select_related("person", "partnership")
        context = {
            "nav": "risks",
            "partnership": self.actor.partnership,
            "form": form,
            "columns": COLUMNS,
            "page": page_of(
                runs.defer("outcome", "versions"), ("-created_at", "-pk"), self.request.GET, size=10
            ),
        }
        return render(self.request, "governance/risk_imports.html", context)


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
        return render(request, "governance/risk_import.html", context)

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
