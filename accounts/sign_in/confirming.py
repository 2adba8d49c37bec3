"""Is it really you? What binds an organisation asks for the password or a passkey once more."""

import time
from typing import Final

from allauth.account.authentication import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.people.models import Person
from accounts.people.requests import person_of
from accounts.sign_in.tries import tries_of

#: A proof lasts so long: time to come back from the passkey's page and press the button.
SECONDS: Final = 120


def confirmed_lately(request: HttpRequest) -> str:
    """How the person showed within the last two minutes who they are ("password", "passkey", "code"), or
    nothing. Having signed in is not enough: it was asked for again."""
    records = get_authentication_records(request, person_of(request))
    shown = [record for record in records if record.get("reauthenticated")]
    if not shown or not 0 <= time.time() - shown[-1]["at"] < SECONDS:
        return ""
    if shown[-1]["method"] == "mfa":
        return "passkey" if shown[-1].get("type") == "webauthn" else "code"
    return "password"


def check_password(request: HttpRequest, password: str) -> None:
    """Raise ``ValidationError`` for a wrong one. Tries are counted apart from those to sign in, which others
    can use up."""
    person = person_of(request)
    tries = tries_of(person, "signing")
    tries.begin()
    if not person.check_password(password):
        raise ValidationError(_("This is not your password."), code="wrong_password")
    tries.succeeded()


def has_passkey(person: Person) -> bool:
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists())


def passkey_page(next_url: str) -> str:
    """Where a passkey is asked for; the person is led back to ``next_url``."""
    return f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode({'next': next_url})}"
