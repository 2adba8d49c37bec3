"""Is it really you? What binds an organisation asks once more, for the strongest proof that one has."""

import time
from typing import Final, Literal

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.people.models import Person
from accounts.people.requests import person_of
from accounts.sign_in.second_factor_forms import SigningCodeForm
from accounts.sign_in.tries import tries_of

#: A proof lasts so long: time to come back from the passkey's page and press the button.
SECONDS: Final = 120


#: A code of the authenticator app is asked for besides the password.
Factor = Literal["passkey", "code", "password"]


def strongest_factor(person: Person) -> Factor:
    enrolled = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if Authenticator.Type.WEBAUTHN in enrolled:
        return "passkey"
    return "code" if Authenticator.Type.TOTP in enrolled else "password"


def has_shown_passkey(request: HttpRequest) -> bool:
    """Whether a passkey was shown within the last two minutes. Having signed in with it is not enough: it
    was asked for again."""
    return any(
        record.get("reauthenticated")
        and record.get("type") == Authenticator.Type.WEBAUTHN
        and 0 <= time.time() - record["at"] < SECONDS
        for record in get_authentication_records(request, person_of(request))
    )


def check_password(request: HttpRequest, password: str) -> None:
    """Raise ``ValidationError`` for a wrong one. Tries are counted apart from those to sign in, which others
    can use up."""
    person = person_of(request)
    tries = tries_of(person, "signing")
    tries.begin()
    if not person.check_password(password):
        raise ValidationError(_("This is not your password."), code="wrong_password")
    tries.succeeded()


def check_code(request: HttpRequest, code: str) -> None:
    """Raise ``ValidationError`` for a wrong one, or one that was used."""
    form = SigningCodeForm({"code": code}, user=person_of(request))
    if not form.is_valid():
        raise ValidationError(form.errors.as_data()["code"])


def passkey_page(next_url: str) -> str:
    """Where a passkey is asked for; the person is led back to ``next_url``."""
    return f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': next_url})}"
