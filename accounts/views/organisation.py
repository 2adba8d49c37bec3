from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from accounts.actions import edit_organisation, invite, revoke_invitation
from accounts.forms.invitation import InviteForm
from accounts.forms.organisation import OrganisationForm
from accounts.models import Invitation, Organisation, Person
from accounts.requests import person_of
from partnering.paging import page_of

INVITATIONS_SHOWN = 50


class AdministratorView(View):
    """A page of an organisation for those who administer it; for others it is not there."""

    organisation: Organisation
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.person = person_of(request)
        self.organisation = get_object_or_404(
            Organisation.objects.administered_by(self.person), pk=kwargs["pk"]
        )
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, context: dict[str, Any]) -> HttpResponse:
        context = {"nav": "organisation", "organisation": self.organisation, **context}
        return render(self.request, f"accounts/{template}.html", context)

    def invitation(self) -> Invitation:
        return get_object_or_404(self.organisation.invitations.open(), pk=self.kwargs["invitation_pk"])


class OrganisationView(AdministratorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        memberships = self.organisation.memberships.active().select_related("person")
        order = ("person__given_name", "person__family_name", "pk")
        invitations = self.organisation.invitations.open().select_related("invited_by")
        context = {
            "page": page_of(memberships, order, request.GET),
            "people_count": memberships.count(),
            "invitations": invitations[:INVITATIONS_SHOWN],
        }
        return self.page("organisation", context)


class EditOrganisationView(AdministratorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page("organisation_form", {"form": OrganisationForm.of(self.organisation)})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = OrganisationForm(request.POST)
        if form.is_valid():
            try:
                edit_organisation(organisation=self.organisation, by=self.person, **form.cleaned_data)
            except ValidationError as error:
                form.refuse(error, now=Organisation.objects.administered_by(self.person).get(pk=pk))
            else:
                messages.success(request, _("Saved."))
                return redirect("organisation", pk)
        return self.page("organisation_form", {"form": form})


class InviteView(AdministratorView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.page("invite", {"form": InviteForm()})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                invitation = invite(
                    organisation=self.organisation, invited_by=self.person, **form.cleaned_data
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("%(email)s is invited.") % {"email": invitation.email})
                return redirect("organisation", pk)
        return self.page("invite", {"form": form})


class RenewInvitationView(AdministratorView):
    def post(self, request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
        old = self.invitation()
        try:
            invite(
                organisation=self.organisation,
                email=old.email,
                invited_by=self.person,
                is_administrator=old.is_administrator,
                is_officer=old.is_officer,
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("%(email)s has a new mail with the link.") % {"email": old.email})
        return redirect("organisation", pk)


class RevokeInvitationView(AdministratorView):
    def post(self, request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
        invitation = get_object_or_404(self.organisation.invitations, pk=invitation_pk)
        revoke_invitation(invitation=invitation, by=self.person)
        messages.success(
            request, _("The invitation of %(email)s no longer works.") % {"email": invitation.email}
        )
        return redirect("organisation", pk)
