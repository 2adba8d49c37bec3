"""allauth's forms for the second factor, in our words."""

from datetime import timedelta
from typing import Any, Final

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.sign_in.forms import OurWords
from accounts.sign_in.tries import Tries, tries_of, tries_to_sign_in
from common.fields import NameField
from common.limits import limit

#: The code before and the one after count, too, so each is good for a minute and a half.
GOOD_FOR: Final = timedelta(minutes=2)


class CountedCode:
    """Tries to guess a code are counted; and one that the app showed serves once."""

    def tries_of(self, person: Person) -> Tries:
        return tries_to_sign_in(context.request, person.email, "code")

    def clean_code(self) -> str:
        person: Person = self.user  # type: ignore[attr-defined]
        tries = self.tries_of(person)
        tries.begin()
        code: str = super().clean_code()  # type: ignore[misc]
        if not limit(f"used-code/{person.pk}/{normalize_user_code(code)}", 1, GOOD_FOR, otherwise=False):
            raise get_adapter().validation_error("incorrect_code")
        tries.succeeded()
        return code


class CodeForm(CountedCode, OurWords, base.AuthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("Six digits from your app, or one of your recovery codes."))}


class ConfirmCodeForm(CountedCode, OurWords, base.ReauthenticateForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("Six digits from your app, or one of your recovery codes."))}


class SigningCodeForm(ConfirmCodeForm):
    """Beside the password, where something is signed: with tries that nobody else uses up."""

    def tries_of(self, person: Person) -> Tries:
        return tries_of(person, "signing-code")


class FirstCodeForm(CountedCode, OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    words = {"code": (_("Code"), _("Six digits that the app shows now."))}


class NewPasskeyForm(OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    name = NameField(required=False)

    def clean(self) -> Any:
        try:
            return super().clean()
        except (AttributeError, KeyError, InvalidSignature, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    words = {
        "name": (_("Name"), _("So that you know it again, for instance “Phone”.")),
        "passwordless": (
            _("Sign in with it alone"),
            _("Without email and password. It asks for your fingerprint, face or PIN instead."),
        ),
    }


class PasskeyNameForm(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    name = NameField()
    words = {"name": (_("Name"), "")}


class Mistrusting:
    """What a browser, or somebody who plays one, sends as a passkey's answer: the libraries stumble over
    some of it, which is not an error of ours but an answer that does not count."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError, InvalidSignature) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(Mistrusting, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyAloneForm(Mistrusting, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class ConfirmPasskeyForm(Mistrusting, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass
