from allauth.account.views import PasswordResetFromKeyView, PasswordResetView
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import RedirectView, TemplateView

from accounts.organisations.memberships import end_sessions
from accounts.people.requests import person_of
from accounts.sign_in.forms import ForgottenPasswordForm, NewPasswordForm
from accounts.sign_in.known_browsers import remember_browser
from accounts.sign_in.tries import MINUTE, too_often
from common.limits import limit


@method_decorator(login_not_required, name="dispatch")
class SignUpView(TemplateView):
    """Says that one is invited. There is nothing to send, so there is no POST."""

    template_name = "account/signup_closed.html"


class ForgottenPasswordView(PasswordResetView):  # type: ignore[misc]
    def form_valid(self, form: ForgottenPasswordForm) -> HttpResponse:
        # so that nobody's mail is flooded
        if not limit(f"reset-password/address/{form.cleaned_data['email'].lower()}", 5, MINUTE):
            return too_often(self.request)
        response: HttpResponse = super().form_valid(form)
        return response


class NewPasswordView(PasswordResetFromKeyView):  # type: ignore[misc]
    """Who has read the mail is the person: also the way in when others have used up the tries."""

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        remember_browser(self.request, response, self.reset_user.email)
        return response


class NoPasswordView(RedirectView):
    """Who has no password yet gets one by mail, as one who forgot it does."""

    pattern_name = "account_reset_password"


class SignOutEverywhereView(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        end_sessions(person=person_of(request))
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")
