from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.actions import accept_invitation, accept_invitation_as
from accounts.forms.invitation import AcceptForm
from accounts.links import invitation_from_token
from accounts.models import Invitation, Person


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("password")], name="dispatch")
class InvitationView(View):
    """Where the link in an invitation leads: make an account, or accept with the one that one has."""

    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = invitation_from_token(kwargs["token"])
        if found is None:
            return self.refused("unknown", status=404)
        if found.accepted_at:
            was_me = request.user.is_authenticated and request.user.email.lower() == found.email
            return redirect("my_work") if was_me else self.refused("accepted")
        if found.revoked_at:
            return self.refused("revoked")
        if not found.is_waiting:
            return self.refused("expired")
        self.invitation = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if request.user.is_authenticated or self.has_account():
            return self.asked()
        return self.page(AcceptForm.for_invitation(self.invitation))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        person = request.user
        if person.is_authenticated:
            return self.accept_as(person)
        form = AcceptForm(request.POST)
        if form.is_valid():
            try:
                person = accept_invitation(invitation=self.invitation, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                login(request, person)
                UserSession.objects.create_from_request(request)  # among those that one can sign out
                return self.welcome()
        if self.has_account():
            return self.asked()
        return self.page(form)

    def accept_as(self, person: Person) -> HttpResponse:
        if person.email.lower() != self.invitation.email:
            return self.asked()
        try:
            accept_invitation_as(invitation=self.invitation, person=person)
        except ValidationError:
            return self.refused("accepted")
        return self.welcome()

    def welcome(self) -> HttpResponse:
        messages.success(
            self.request, _("Welcome to %(name)s.") % {"name": self.invitation.organisation.name}
        )
        return redirect(self.invitation.next_url or "my_work")

    def has_account(self) -> bool:
        return Person.objects.filter(email=self.invitation.email).exists()

    def page(self, form: AcceptForm) -> HttpResponse:
        return render(self.request, "accounts/invitation.html", {"invitation": self.invitation, "form": form})

    def asked(self) -> HttpResponse:
        """Sign in first, or with another account, or one click."""
        return render(self.request, "accounts/invitation_account.html", {"invitation": self.invitation})

    def refused(self, why: str, status: int = 410) -> HttpResponse:
        return render(self.request, "accounts/invitation_refused.html", {"why": why}, status=status)
