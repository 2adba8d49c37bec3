from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.invitations.forms import AcceptForm, InviteForm
from accounts.invitations.links import invitation_from_token
from accounts.invitations.models import Invitation
from accounts.invitations.services import (
    accept_invitation,
    accept_invitation_as,
    invite,
    revoke_invitation,
)
from accounts.organisations.views import AdministratorView
from accounts.people.models import Person
from common.service_form import ServiceButtonView, ServiceFormView


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class InvitationView(ServiceFormView):
    """Where the link in an invitation leads: make an account, or accept with the one that one has."""

    form_class = AcceptForm
    template_name = "accounts/invitations/invitation.html"
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = invitation_from_token(kwargs["token"])
        if found is None:
            return self.turned_away("unknown", status=404)
        if found.accepted_at:
            was_me = request.user.is_authenticated and request.user.email.lower() == found.email
            return redirect("my_work") if was_me else self.turned_away("accepted")
        if found.revoked_at:
            return self.turned_away("revoked")
        if not found.is_waiting:
            return self.turned_away("expired")
        self.invitation = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or self.has_account():
            return self.asked()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user
        return self.accept_as(person) if person.is_authenticated else super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return AcceptForm.initial_of(self.invitation)

    def form_valid(self, form: AcceptForm) -> HttpResponse:
        person = accept_invitation(invitation=self.invitation, **form.cleaned_data)
        login(self.request, person)
        UserSession.objects.create_from_request(self.request)  # among those that one can sign out
        return self.welcome()

    def form_invalid(self, form: AcceptForm) -> HttpResponse:
        return self.asked() if self.has_account() else super().form_invalid(form)

    def accept_as(self, person: Person) -> HttpResponse:
        if person.email.lower() != self.invitation.email:
            return self.asked()
        try:
            accept_invitation_as(invitation=self.invitation, person=person)
        except ValidationError:
            return self.turned_away("accepted")
        return self.welcome()

    def welcome(self) -> HttpResponse:
        name = self.invitation.organisation.name
        return self.done(_("Welcome to %(name)s.") % {"name": name}, self.invitation.next_url or "my_work")

    def has_account(self) -> bool:
        return Person.objects.filter(email=self.invitation.email).exists()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(invitation=self.invitation, **kwargs)

    def asked(self) -> HttpResponse:
        """Sign in first, or with another account, or one click."""
        return render(
            self.request, "accounts/invitations/invitation_account.html", {"invitation": self.invitation}
        )

    def turned_away(self, why: str, status: int = 410) -> HttpResponse:
        return render(
            self.request, "accounts/invitations/invitation_refused.html", {"why": why}, status=status
        )


class InviteView(AdministratorView, ServiceFormView):
    form_class = InviteForm
    template_name = "accounts/invitations/invite.html"

    def form_valid(self, form: InviteForm) -> HttpResponse:
        invitation = invite(organisation=self.organisation, invited_by=self.person, **form.cleaned_data)
        return self.done(_("%(email)s is invited.") % {"email": invitation.email})


class RenewInvitationView(AdministratorView, ServiceButtonView):
    def form_valid(self, form: Form) -> HttpResponse:
        old = get_object_or_404(self.organisation.invitations.open(), pk=self.kwargs["invitation_pk"])
        invite(
            organisation=self.organisation,
            email=old.email,
            invited_by=self.person,
            is_administrator=old.is_administrator,
            is_officer=old.is_officer,
        )
        return self.done(_("%(email)s has a new email with the link.") % {"email": old.email})


class RevokeInvitationView(AdministratorView, ServiceButtonView):
    def form_valid(self, form: Form) -> HttpResponse:
        invitation = get_object_or_404(self.organisation.invitations, pk=self.kwargs["invitation_pk"])
        revoke_invitation(invitation=invitation, by=self.person)
        return self.done(_("The invitation of %(email)s no longer works.") % {"email": invitation.email})
