from django.urls import reverse

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.mandates.models import Mandate


def signer_named(mandate: Mandate) -> EmailDraft:
    return _to_signer(mandate, "named", mandate.named_by)


def signer_ended(mandate: Mandate) -> EmailDraft:
    return _to_signer(mandate, "ended", mandate.ended_by)


def _to_signer(mandate: Mandate, what: str, by: Person | None) -> EmailDraft:
    partnership, to = mandate.partnership, mandate.person
    key = f"mandate/{mandate.pk}/{what}/person/{to.pk}"
    url = reverse("signers", args=[partnership.reference])
    more = {"mandate": mandate, "by": by, "zone": to.time_zone}
    return email_draft(key, f"signer_{what}", partnership, mandate.side, to, url, more)
