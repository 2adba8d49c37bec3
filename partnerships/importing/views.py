"""The pages of an import, the same for each register; its room names the register, and what is said of it."""

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from common.paging import page_of
from common.service_form import ServiceFormView
from common.uploads import UploadView
from partnerships.access.views import PartnershipView
from partnerships.files.services import too_large
from partnerships.importing.columns import Columns
from partnerships.importing.forms import ColumnsForm, DecisionForm, ElsewhereForm, TableForm
from partnerships.importing.layout import Layout
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.registers import Register


class RegisterView(PartnershipView):
    """One of the pages below, for one register."""

    abstract = True
    register: ClassVar[Register]

    def runs(self) -> Any:
        return self.register.model._default_manager.filter(partnership=self.actor.partnership)

    def listed(self) -> Any:
        runs = self.runs().visible_to(self.actor).select_related("person", "partnership")
        return runs.defer("outcome", "versions", "layout", "columns")

    @cached_property
    def run(self) -> TableImport:
        runs = self.runs().filter(pk=self.kwargs["pk"]).select_related("person").defer("versions")
        run: TableImport | None = runs.first()
        if run is None:
            raise Http404
        if not self.runs().visible_to(self.actor).filter(pk=run.pk).exists():
            raise PermissionDenied
        run.partnership = self.actor.partnership
        return run


class TableImports(RegisterView, ServiceFormView, UploadView):
    """Bring a table, and see what became of earlier ones."""

    abstract = True
    form_class = TableForm
    #: What the addresses of the list's files begin with.
    list_name: ClassVar[str]

    def too_large(self, size: int) -> HttpResponse:
        messages.error(self.request, too_large(size))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.listed(), ("-created_at", "-pk"), self.request.GET, size=10)
        url = reverse(self.register.key, args=[self.actor.partnership.reference])
        own = {
            "columns": self.register.fields.all,
            "page": page,
            "register_url": url,
            "list_name": self.list_name,
        }
        return super().get_context_data(**own, **kwargs)


class OneTableImport(RegisterView):
    """What a table holds: being read, to be decided on, or what became of it."""

    abstract = True
    template_name: ClassVar[str]

    def get(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        if self.run.state == TableImport.State.MAPPING:
            return redirect(self.run.columns_url)
        context = {
            "nav": self.nav,
            "partnership": self.actor.partnership,
            "run": self.run,
            "name": self.run.files[0]["name"],
            "layout": Layout.read(self.run.layout),
            "columns": Columns.read(self.run.columns),
            "outcome": Outcome.read({} if self.run.is_working else self.run.outcome),
        }
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST)
        if form.is_valid() and form.cleaned_data["decision"] == "store":
            self.store(form.cleaned_data["changes_known"])
        elif form.is_valid() and self.discard():
            messages.success(request, _("Nothing of it was stored, and the file is deleted."))
        return redirect(self.run)

    def store(self, changes_known: bool) -> bool:
        raise NotImplementedError

    def discard(self) -> bool:
        raise NotImplementedError


class TableColumns(RegisterView, ServiceFormView):
    """What each column of a table is: proposed, to be changed."""

    abstract = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.may_be_mapped:
            return redirect(self.run)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.run.may_be_mapped:
            return redirect(self.run)
        if "look" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.elsewhere(request.POST)
        if form.is_valid():
            self.look(form.cleaned_data.get("sheet", self.layout.sheet), form.cleaned_data["line"])
            return redirect(self.run)
        return self.render_to_response(self.get_context_data(elsewhere=form))

    @cached_property
    def layout(self) -> Layout:
        return Layout.read(self.run.layout)

    def get_form(self, form_class: object = None) -> ColumnsForm:
        data = (
            self.request.POST if self.request.method == "POST" and "look" not in self.request.POST else None
        )
        columns = Columns.read(self.run.columns)
        return ColumnsForm(self.register.fields, self.layout, columns, self.actor, data)

    def elsewhere(self, data: Any = None) -> ElsewhereForm:
        return ElsewhereForm(self.layout, data)

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        self.choose(form.places, form.for_all)
        return redirect(self.run)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "run": self.run,
            "name": self.run.files[0]["name"],
            "layout": self.layout,
            "elsewhere": self.elsewhere(),
        }
        return super().get_context_data(**{**own, **kwargs})

    def choose(self, places: dict[int, str], for_all: dict[str, str]) -> bool:
        raise NotImplementedError

    def look(self, sheet: str, line: int) -> bool:
        raise NotImplementedError
