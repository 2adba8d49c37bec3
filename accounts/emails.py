"""The mails of accounts: one function a mail."""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.invitations.links import invitation_link
from accounts.invitations.models import Invitation
from accounts.people.models import Person
from outbox.queueing import EmailDraft, queue


def send_invitation(invitation: Invitation) -> None:
    """Once for each time that the invitation is made or renewed."""
    link = invitation_link(invitation)
    inviter = invitation.invited_by
    # those who belong to the organisation see its mail; the first one is not there yet, so the inviter's do
    is_own = inviter.memberships.active().filter(organisation=invitation.organisation).exists()
    known = Person.objects.filter(email=invitation.email).first()
    queue(
        EmailDraft(
            key=f"invitation/{invitation.pk}/until/{invitation.expires_at.isoformat()}",
            to=invitation.email,
            template="invitation",
            context={"invitation": invitation, "link": link, "has_account": known is not None},
            language=known.language if known else inviter.language,
            time_zone=known.time_zone if known else invitation.organisation.time_zone,
            organisation_id=invitation.organisation_id if is_own else _organisation_of(inviter),
            private_links=[link],
        )
    )


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
            organisation_id=_organisation_of(person),
            private_links=private_links or [],
        )
    )


def _organisation_of(person: Person) -> int | None:
    return person.memberships.active().order_by("joined_at").values_list("organisation_id", flat=True).first()
