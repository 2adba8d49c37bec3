"""The mails of partnerships: one function a mail. Each returns the letter; the action queues it."""

from datetime import date
from typing import Any

from django.urls import reverse

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.lifecycle.models import Partnership
from partnerships.people.holdings import Handover, Held
from partnerships.people.models import Role
from partnerships.sides import Side


def proposal(partnership: Partnership, to: Person, day: date) -> EmailDraft:
    """Sent anew on another day or after a change, not twice on one."""
    about = f"proposed/{partnership.version}/{day.isoformat()}"
    return _letter(partnership, Side.SUPPLIER, to, "proposal", about, "proposal")


def proposal_accepted(partnership: Partnership, to: Person) -> EmailDraft:
    return _letter(partnership, Side.CUSTOMER, to, "proposal_accepted", "accepted", "overview")


def proposal_declined(partnership: Partnership, to: Person) -> EmailDraft:
    about = f"declined/{partnership.version}"
    return _letter(partnership, Side.CUSTOMER, to, "proposal_declined", about, "proposal")


def proposal_withdrawn(partnership: Partnership, to: Person, by: Person) -> EmailDraft:
    about = f"withdrawn/{partnership.version}"
    return _letter(partnership, Side.SUPPLIER, to, "proposal_withdrawn", about, "proposal", {"by": by})


def partnership_edited(
    partnership: Partnership, side: Side, to: Person, by: Person, changes: list[tuple[str, str, str]]
) -> EmailDraft:
    """``changes``: what, from, to - as people read them."""
    return _letter(
        partnership,
        side,
        to,
        "partnership_edited",
        f"edited/{partnership.version}",
        "overview",
        {"by": by, "changes": changes},
    )


def role_given(role: Role, by: Person) -> EmailDraft:
    return _letter(
        role.partnership,
        Side(role.side),
        role.person,
        "role_given",
        f"role/{role.pk}/given",
        "overview",
        {"role": role, "by": by},
    )


def handed_over(handover: Handover, roles: list[Role], listed: list[Held], number: int) -> EmailDraft:
    """To the successor: everything that is theirs from now on. ``number`` is the hand-over's own."""
    return _letter(
        handover.partnership,
        handover.side,
        handover.successor,
        "handed_over",
        f"handed-over/{number}",
        "people",
        {"leaver": handover.leaver, "by": handover.actor.person, "roles": roles, "listed": listed},
    )


def _letter(
    partnership: Partnership,
    side: Side,
    to: Person,
    template: str,
    about: str,
    page: str,
    context: dict[str, Any] | None = None,
) -> EmailDraft:
    return email_draft(
        f"partnership/{partnership.pk}/{about}/person/{to.pk}",
        template,
        partnership,
        side,
        to,
        reverse(page, args=[partnership.reference]),
        context or {},
    )
