"""The mails about a proposal and what becomes of it: one function a mail. Each returns the draft; the service
queues it."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.invitations.emails import mail_series
from accounts.invitations.models import Invitation
from accounts.people.models import Person
from outbox.queueing import EmailDraft
from outbox.reading import Matter
from partnerships.access.permissions import Permission
from partnerships.emails import email_draft
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.sides import Side
from partnerships.timeline.words import FACTS, VALUES


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


def invitation_withdrawn(partnership: Partnership, invitation: Invitation, by: Person) -> EmailDraft:
    """To somebody who has been invited to answer for the supplier, and has not come yet."""
    return EmailDraft(
        key=f"invitation/{invitation.pk}/withdrawn/{partnership.version}",
        to=invitation.email,
        template="invitation_withdrawn",
        context={"partnership": partnership, "by": by},
        language=by.language,
        time_zone=partnership.supplier.time_zone if partnership.supplier else by.time_zone,
        organisation_id=partnership.customer_id,
        about=Matter(partnership.pk, Side.CUSTOMER.value, "see_proposal"),
        series=mail_series(invitation),
    )


def partnership_edited(
    partnership: Partnership, side: Side, to: Person, by: Person, change: dict[str, Any]
) -> EmailDraft:
    more = {"by": by, "changes": _rows_for(to, change)}
    about = f"edited/{partnership.version}"
    return _draft(partnership, side, to, "partnership_edited", about, "overview", more)


def change_proposed(proposal: ChangeProposal, to: Person) -> EmailDraft:
    more = {"proposal": proposal, "changes": _rows_for(to, proposal.change)}
    about = f"change/{proposal.pk}/proposed"
    return _draft(
        proposal.partnership, proposal.asked_side, to, "change_proposed", about, "change_proposals", more
    )


def change_answered(proposal: ChangeProposal, to: Person) -> EmailDraft:
    """To those who proposed it; a withdrawal, to those who were asked."""
    is_withdrawn = proposal.state == ChangeProposal.State.WITHDRAWN
    side = proposal.asked_side if is_withdrawn else Side(proposal.side)
    more = {"proposal": proposal, "changes": _rows_for(to, proposal.change)}
    about = f"change/{proposal.pk}/{proposal.state}"
    return _draft(proposal.partnership, side, to, "change_answered", about, "change_proposals", more)


def _rows_for(to: Person, change: dict[str, Any]) -> list[tuple[str, str, str]]:
    """In the words of whoever reads the mail, and not of whoever causes it."""
    with translation.override(to.language):
        return rows_of(change)


def rows_of(change: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What, from, to - as people read them."""
    return [
        (str(FACTS[name]), _said(name, before), _said(name, after))
        for name, (before, after) in change.items()
    ]


def _said(name: str, value: Any) -> str:
    if name in ("start", "end"):
        return date_format(date.fromisoformat(value)) if value and value != "None" else _("open")
    return str(VALUES.get(name, {}).get(value, value))


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
    permission: Permission = "see_proposal" if page == "proposal" else "view"
    return email_draft(key, template, partnership, side, to, url, more or {}, permission)
