"""The mails about a proposal and what becomes of it: one function a mail. Each returns the draft; the service
queues it."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side


def proposal(partnership: Partnership, to: Person, day: date) -> EmailDraft:
    """Sent anew on another day or after a change, not twice on one."""
    about = f"proposed/{partnership.version}/{day.isoformat()}"
    return _draft(partnership, Side.SUPPLIER, to, "proposal", about, "proposal")


def proposal_accepted(partnership: Partnership, to: Person) -> EmailDraft:
    return _draft(partnership, Side.CUSTOMER, to, "proposal_accepted", "accepted", "overview")


def proposal_declined(partnership: Partnership, to: Person) -> EmailDraft:
    about = f"declined/{partnership.version}"
    return _draft(partnership, Side.CUSTOMER, to, "proposal_declined", about, "proposal")


def proposal_withdrawn(partnership: Partnership, to: Person, by: Person) -> EmailDraft:
    about = f"withdrawn/{partnership.version}"
    return _draft(partnership, Side.SUPPLIER, to, "proposal_withdrawn", about, "proposal", {"by": by})


def partnership_edited(
    partnership: Partnership, side: Side, to: Person, by: Person, changes: list[tuple[str, str, str]]
) -> EmailDraft:
    """``changes``: what, from, to - as people read them."""
    return _draft(
        partnership,
        side,
        to,
        "partnership_edited",
        f"edited/{partnership.version}",
        "overview",
        {"by": by, "changes": changes},
    )


def _draft(
    partnership: Partnership,
    side: Side,
    to: Person,
    template: str,
    about: str,
    page: str,
    more: dict[str, Any] | None = None,
) -> EmailDraft:
    key = f"partnership/{partnership.pk}/{about}/person/{to.pk}"
    url = reverse(page, args=[partnership.reference])
    return email_draft(key, template, partnership, side, to, url, more or {})
