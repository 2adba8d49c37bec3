from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect

from partnerships.importing.exports import TableImportsExport
from partnerships.importing.forms import TableForm
from partnerships.importing.views import OneTableImport, TableColumns, TableImports
from partnerships.people.importing import services
from partnerships.people.importing.models import PeopleImport


class PeopleImports(TableImports):
    permission = "manage_people"
    makes_new = True
    nav = "people"
    register = services.PEOPLE_TABLES
    list_name = "people_imports"
    template_name = "partnerships/people/people_imports.html"

    def form_valid(self, form: TableForm) -> HttpResponse:
        return redirect(services.start_people_import(actor=self.actor, file=form.cleaned_data["file"]))


class PeopleImportsExport(TableImportsExport):
    permission = "manage_people"
    register = services.PEOPLE_TABLES


class OnePeopleImport(OneTableImport):
    permission = "manage_people"
    nav = "people"
    register = services.PEOPLE_TABLES
    template_name = "partnerships/people/people_import.html"

    def store(self, changes_known: bool) -> bool:
        run = cast(PeopleImport, self.run)
        return services.store_people_import(actor=self.actor, run=run)

    def discard(self) -> bool:
        return services.discard_people_import(actor=self.actor, run=cast(PeopleImport, self.run))


class PeopleImportColumns(TableColumns):
    permission = "manage_people"
    nav = "people"
    register = services.PEOPLE_TABLES
    template_name = "partnerships/importing/columns.html"

    def choose(self, places: dict[int, str], for_all: dict[str, str]) -> bool:
        run = cast(PeopleImport, self.run)
        return services.choose_people_columns(actor=self.actor, run=run, places=places, for_all=for_all)

    def look(self, sheet: str, line: int) -> bool:
        run = cast(PeopleImport, self.run)
        return services.find_people_table(actor=self.actor, run=run, sheet=sheet, line=line)
