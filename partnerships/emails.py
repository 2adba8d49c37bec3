"""What the mails of partnerships, and of the houses above, have in common."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side


def email_draft(
    key: str,
    template: str,
    partnership: Partnership,
    side: str,
    to: Person,
    url: str,
    more: dict[str, Any],
    attachments: Sequence[tuple[str, str, str]] = (),
) -> EmailDraft:
    """A mail to a person of ``side`` about something at ``url``, in their language and time zone; the
    administrators of that side's organisation may see it."""
    organisation = partnership.organisation(Side(side))
    return EmailDraft(
        key=key,
        to=to.email,
        template=template,
        context={
            "partnership": partnership,
            "name": to.given_name,
            "link": settings.SITE_URL + url,
            **more,
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=organisation.pk if organisation else None,
        attachments=attachments,
    )
