from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.people.models import Person
from accounts.sign_in.emails import send_security_notice
from accounts.sign_in.known_browsers import remember_browser
from accounts.sign_in.tries import tries_of, tries_to_sign_in

SECURITY_NOTICES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_reset",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "totp_activated",
    "mfa/email/totp_deactivated": "totp_deactivated",
    "mfa/email/recovery_codes_generated": "recovery_codes_generated",
    "mfa/email/webauthn_added": "webauthn_added",
    "mfa/email/webauthn_removed": "webauthn_removed",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth signs people in; who they are, and the mail they get, is ours."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The email address or the password is not right."),
    }

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        tries = tries_to_sign_in(request, credentials["email"])
        tries.begin()
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None:
            tries.succeeded()
        return person

    def reauthenticate(self, user: Person, password: str) -> bool:
        tries = tries_of(user, "reauthentication")
        tries.begin()
        is_right = user.check_password(password)
        if is_right:
            tries.succeeded()
        return is_right

    def get_reauthentication_methods(self, user: Person) -> list[dict[str, Any]]:
        """Who has a second factor shows that, or a recovery code: the password alone would otherwise take it
        away again."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().post_login(request, user, **kwargs)
        remember_browser(request, response, user.email)
        return response

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # nobody signs up uninvited

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Every mail leaves through the outbox. A mail that we have no words for is a mistake of ours, and
        fails."""
        send_security_notice(Person.objects.get(email=email), SECURITY_NOTICES[template_prefix], context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        # allauth would look for an address of its own table; ours is the person's
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address is the product's own, whatever host the request named."""
        uid, _, token = key.partition("-")
        return f"{settings.SITE_URL}{reverse('account_reset_password_from_key', args=[uid, token])}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")
