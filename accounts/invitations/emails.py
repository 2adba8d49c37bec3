from typing import NamedTuple

from accounts.invitations.links import invitation_link
from accounts.invitations.models import Invitation
from accounts.organisations.models import Organisation
from accounts.organisations.selectors import first_organisation_id
from accounts.people.models import Person
from outbox.models import Message
from outbox.queueing import EmailDraft, queue
from outbox.reading import Matter


class Cause(NamedTuple):
    """Why a customer invites the first person of a supplier, and who of its side may read that."""

    customer: Organisation
    partnership_title: str
    matter: Matter


def mail_series(invitation: Invitation) -> str:
    return f"invitation/{invitation.pk}"


def send_invitation(invitation: Invitation, cause: Cause | None = None) -> None:
    """Once for each time that the invitation is made or renewed."""
    link = invitation_link(invitation)
    inviter = invitation.invited_by
    # those who belong to the organisation see its mail; the first one is not there yet, so the inviter's do
    is_own = inviter.memberships.active().filter(organisation=invitation.organisation).exists()
    known = Person.objects.filter(email=invitation.email).first()
    sent_by = invitation.organisation_id if is_own else first_organisation_id(inviter)
    queue(
        EmailDraft(
            key=f"invitation/{invitation.pk}/until/{invitation.expires_at.isoformat()}",
            to=invitation.email,
            template="invitation",
            context={"invitation": invitation, "link": link, "has_account": known is not None},
            language=known.language if known else inviter.language,
            time_zone=known.time_zone if known else invitation.organisation.time_zone,
            organisation_id=cause.customer.pk if cause else sent_by,
            about=cause.matter if cause else Message.About.ORGANISATION,
            series=mail_series(invitation),
            private_links=[link],
        )
    )
