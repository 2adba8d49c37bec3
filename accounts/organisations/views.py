from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic.base import ContextMixin

from accounts.organisations.exports import OUR_PEOPLE, exported
from accounts.organisations.forms import OrganisationForm
from accounts.organisations.identifiers import digits_notice
from accounts.organisations.models import Membership, Organisation
from accounts.organisations.services import edit_organisation
from accounts.people.models import Person
from accounts.people.requests import person_of
from common.exports import ExportView
from common.paging import ByName, page_of
from common.service_form import ServiceFormView

INVITATIONS_SHOWN = 50


class AdministratorView(ContextMixin, View):
    """A page of an organisation for those who administer it; for others it is not there."""

    organisation: Organisation
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        self.organisation = get_object_or_404(
            Organisation.objects.administered_by(self.person), pk=kwargs["pk"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(nav="organisation", organisation=self.organisation, **kwargs)

    def get_success_url(self) -> str:
        return reverse("organisation", args=[self.organisation.pk])


class OrganisationView(AdministratorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        memberships = self.organisation.memberships.active().select_related("person")
        order = (ByName("person__given_name"), ByName("person__family_name"), "pk")
        invitations = self.organisation.invitations.open().select_related("invited_by")
        context = {
            "page": page_of(memberships, order, request.GET),
            "people_count": memberships.count(),
            "invitations": invitations[:INVITATIONS_SHOWN],
        }
        return render(request, "accounts/organisations/organisation.html", self.get_context_data(**context))


class OurPeopleExport(ExportView, AdministratorView):
    export = OUR_PEOPLE

    def items(self) -> Iterator[Membership]:
        return exported(self.organisation.memberships.active().select_related("person"))

    def about(self) -> str:
        return self.organisation.name


class EditOrganisationView(AdministratorView, ServiceFormView):
    form_class = OrganisationForm
    template_name = "accounts/organisations/organisation_form.html"

    def get_initial(self) -> dict[str, Any]:
        return OrganisationForm.initial_of(self.organisation)

    def get_version(self) -> int:
        return Organisation.objects.administered_by(self.person).get(pk=self.organisation.pk).version

    def form_valid(self, form: OrganisationForm) -> HttpResponse:
        saved = edit_organisation(organisation=self.organisation, by=self.person, **form.cleaned_data)
        if notice := digits_notice(saved.identifier):
            messages.warning(self.request, notice)
        return self.done(_("Saved."))
