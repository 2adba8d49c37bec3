from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect

from governance.action_items.importing import services
from governance.action_items.importing.models import ActionImport
from partnerships.importing.exports import TableImportsExport
from partnerships.importing.forms import TableForm
from partnerships.importing.views import OneTableImport, TableColumns, TableImports


class ActionImports(TableImports):
    permission = "add_action"
    makes_new = True
    nav = "actions"
    register = services.ACTION_TABLES
    list_name = "action_imports"
    template_name = "governance/action_items/action_imports.html"

    def form_valid(self, form: TableForm) -> HttpResponse:
        return redirect(services.start_action_import(actor=self.actor, file=form.cleaned_data["file"]))


class ActionImportsExport(TableImportsExport):
    permission = "add_action"
    register = services.ACTION_TABLES


class OneActionImport(OneTableImport):
    permission = "add_action"
    nav = "actions"
    register = services.ACTION_TABLES
    template_name = "governance/action_items/action_import.html"

    def store(self, changes_known: bool) -> bool:
        run = cast(ActionImport, self.run)
        return services.store_action_import(actor=self.actor, run=run)

    def discard(self) -> bool:
        return services.discard_action_import(actor=self.actor, run=cast(ActionImport, self.run))


class ActionImportColumns(TableColumns):
    permission = "add_action"
    nav = "actions"
    register = services.ACTION_TABLES
    template_name = "partnerships/importing/columns.html"

    def choose(self, places: dict[int, str], for_all: dict[str, str]) -> bool:
        run = cast(ActionImport, self.run)
        return services.choose_action_columns(actor=self.actor, run=run, places=places, for_all=for_all)

    def look(self, sheet: str, line: int) -> bool:
        run = cast(ActionImport, self.run)
        return services.find_action_table(actor=self.actor, run=run, sheet=sheet, line=line)
