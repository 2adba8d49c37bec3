from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect

from governance.risks.importing import services
from governance.risks.importing.models import RiskImport
from partnerships.importing.exports import TableImportsExport
from partnerships.importing.forms import TableForm
from partnerships.importing.views import OneTableImport, TableColumns, TableImports


class RiskImports(TableImports):
    permission = "change_risk"
    makes_new = True
    nav = "risks"
    register = services.RISK_TABLES
    list_name = "risk_imports"
    template_name = "governance/risks/risk_imports.html"

    def form_valid(self, form: TableForm) -> HttpResponse:
        return redirect(services.start_risk_import(actor=self.actor, file=form.cleaned_data["file"]))


class RiskImportsExport(TableImportsExport):
    permission = "change_risk"
    register = services.RISK_TABLES


class OneRiskImport(OneTableImport):
    permission = "change_risk"
    nav = "risks"
    register = services.RISK_TABLES
    template_name = "governance/risks/risk_import.html"

    def store(self, changes_known: bool) -> bool:
        run = cast(RiskImport, self.run)
        return services.store_risk_import(actor=self.actor, run=run, changes_known=changes_known)

    def discard(self) -> bool:
        return services.discard_risk_import(actor=self.actor, run=cast(RiskImport, self.run))


class RiskImportColumns(TableColumns):
    permission = "change_risk"
    nav = "risks"
    register = services.RISK_TABLES
    template_name = "partnerships/importing/columns.html"

    def choose(self, places: dict[int, str], for_all: dict[str, str]) -> bool:
        run = cast(RiskImport, self.run)
        return services.choose_risk_columns(actor=self.actor, run=run, places=places, for_all=for_all)

    def look(self, sheet: str, line: int) -> bool:
        run = cast(RiskImport, self.run)
        return services.find_risk_table(actor=self.actor, run=run, sheet=sheet, line=line)
