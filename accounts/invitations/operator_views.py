"""The pages of whoever operates the installation; for others they are not there."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic.base import ContextMixin

from accounts.invitations.adding import add_organisation, organisations_here
from accounts.invitations.exports import ORGANISATIONS, exported
from accounts.invitations.forms import AddOrganisationForm, OrganisationFilter
from accounts.organisations.identifiers import digits_notice
from accounts.organisations.models import Membership, Organisation
from accounts.people.models import Person
from accounts.people.requests import person_of
from common.exports import ExportView
from common.numbers import number_in
from common.paging import ByName, page_of
from common.service_form import ServiceFormView


class OperatorView(ContextMixin, View):
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        if not self.person.is_operator:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(nav="organisations", **kwargs)


class OrganisationsView(OperatorView):
    def get(self, request: HttpRequest) -> HttpResponse:
        form = OrganisationFilter(request.GET)
        given = form.given()
        context = self.get_context_data(
            form=form,
            is_filtered=bool(given),
            page=page_of(organisations_here(given.get("q", "")), (ByName("name"), "pk"), request.GET),
            now=timezone.now(),
        )
        return render(request, "accounts/operator/organisations.html", context)


class OrganisationsExport(ExportView, OperatorView):
    export = ORGANISATIONS

    def items(self) -> Iterator[Any]:
        return exported(organisations_here(OrganisationFilter(self.request.GET).given().get("q", "")))


class AddOrganisationView(OperatorView, ServiceFormView):
    form_class = AddOrganisationForm
    template_name = "accounts/operator/add_organisation.html"

    def get_initial(self) -> dict[str, Any]:
        """An organisation that nobody belongs to yet is named by the list that leads here."""
        nobody_there = Organisation.objects.exclude(memberships__in=Membership.objects.active())
        found = nobody_there.filter(pk=number_in(self.request.GET.get("of", "")) or 0).first()
        return {"name": found.name, "number": found.identifier} if found else {}

    def form_valid(self, form: AddOrganisationForm) -> HttpResponse:
        added = add_organisation(by=self.person, **form.cleaned_data)
        if notice := digits_notice(added.identifier):
            messages.warning(self.request, notice)
        words = {"name": added.name, "email": form.cleaned_data["email"]}
        return self.done(_("%(name)s is here, and %(email)s is invited.") % words, "organisations")
