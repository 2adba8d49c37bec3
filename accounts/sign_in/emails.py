"""The mails about the way into an account: one function a mail."""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.organisations.selectors import first_organisation_id
from accounts.people.models import Person
from outbox.queueing import EmailDraft, queue


def send_password_reset(person: Person, link: str) -> None:
    _send(person, "password_reset", f"password-reset/{uuid.uuid4().hex}", {"link": link}, [link])


def send_security_notice(person: Person, what: str, context: dict[str, Any]) -> None:
    """Tell a person that the way into their account was changed, in case it was not them."""
    with override(person.language):
        sentence = {
            "password_changed": _("Your password was changed."),
            "password_reset": _("Your password was reset."),
            "totp_activated": _("An authenticator app was added to your account."),
            "totp_deactivated": _("The authenticator app was removed from your account."),
            "recovery_codes_generated": _("New recovery codes were made for your account."),
            "webauthn_added": _("A passkey was added to your account."),
            "webauthn_removed": _("A passkey was removed from your account."),
        }[what]
    facts = {
        "sentence": sentence,
        "at": context.get("timestamp"),
        "ip": context.get("ip"),
        "reset_link": settings.SITE_URL + reverse("account_reset_password"),
    }
    _send(person, "security_notice", f"security-notice/{what}/{uuid.uuid4().hex}", facts)


def _send(
    person: Person, template: str, key: str, context: dict[str, Any], private_links: list[str] | None = None
) -> None:
    queue(
        EmailDraft(
            key=key,
            to=person.email,
            template=template,
            context={"person": person, **context},
            language=person.language,
            time_zone=person.time_zone,
            organisation_id=first_organisation_id(person),
            private_links=private_links or [],
        )
    )
