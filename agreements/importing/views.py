from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.people.requests import person_of
from agreements.importing.exports import IMPORTS, exported
from agreements.importing.forms import ImportForm
from agreements.importing.models import ImportRun, ImportRunQuerySet
from agreements.importing.ocds.files import too_large
from agreements.importing.report import KINDS, about
from agreements.importing.services import discard_import, start_import, store_import
from agreements.register.registers import registers_of
from agreements.register.views import NAV
from common.exports import ExportView
from common.paging import page_of
from common.service_form import ServiceFormView
from common.uploads import UploadView


class Imports(ServiceFormView, UploadView):
    """Upload files, and see what became of earlier ones."""

    form_class = ImportForm
    form_takes = ("registers",)
    template_name = "agreements/importing/imports.html"
    extra_context = NAV

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not registers_of(person_of(request)).exists():
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except TooManyFilesSent:
            messages.error(request, _("At most 100 files at a time."))
            return redirect("imports")

    def too_large(self, size: int) -> HttpResponse:
        messages.error(self.request, _("Together these files are too large: %s.") % too_large(size))
        return redirect("imports")

    @property
    def registers(self) -> QuerySet[Organisation]:
        return registers_of(person_of(self.request))

    def form_valid(self, form: ImportForm) -> HttpResponse:
        return redirect(start_import(person=person_of(self.request), **form.cleaned_data))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(_listed(person_of(self.request)), ("-created_at", "-pk"), self.request.GET, size=10)
        return super().get_context_data(page=page, **kwargs)


def _listed(person: Person) -> ImportRunQuerySet:
    runs = ImportRun.objects.for_person(person)
    return runs.select_related("organisation", "person").defer("outcome")


class ImportsExport(ExportView):
    export = IMPORTS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not registers_of(person_of(request)).exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def items(self) -> Iterator[ImportRun]:
        return exported(_listed(person_of(self.request)))


class ImportRunPage(View):
    """What an upload holds: being read, to be decided on, or what became of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self._run(pk)
        outcome = [] if run.is_working else run.outcome  # deferred: large, and asked for every second
        context = {
            **NAV,
            "run": run,
            "files": [_shown(file) for file in outcome],
            "totals": [(kind, sum(file[kind] for file in outcome)) for kind in KINDS],
            "brings": sum(file["made"] + file["updated"] for file in outcome),
            "unreadable": sum(bool(file["error"]) for file in outcome),
            "organisations_made": sum(file["organisations_made"] for file in outcome),
        }
        return render(request, "agreements/importing/import_run.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        run, person = self._run(pk), person_of(request)
        if request.POST.get("decision") == "store":
            store_import(person=person, run=run)
        elif request.POST.get("decision") == "discard" and discard_import(person=person, run=run):
            messages.success(request, _("Nothing of it was stored, and the files are deleted."))
        return redirect(run)

    def _run(self, pk: int) -> ImportRun:
        runs = ImportRun.objects.for_person(person_of(self.request))
        return get_object_or_404(runs.select_related("organisation", "person").defer("outcome"), pk=pk)


def _shown(file: dict[str, Any]) -> dict[str, Any]:
    """The file's lines, what needs a word first; and how many more there are of which none was kept."""
    order = {"unusable": 0, "skipped": 1, "updated": 2, "made": 3, "matched": 4}
    lines = sorted(file["lines"], key=lambda line: order[line["what"]])
    told = sum(line["count"] for line in lines)
    return {
        **file,
        "shown": [{**line, "about": about(line)} for line in lines],
        "more": sum(file[kind] for kind in KINDS) - told,
    }
