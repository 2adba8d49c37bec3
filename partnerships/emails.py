"""What the mails about a partnership have in common."""

from typing import Any

from django.conf import settings

from accounts.people.models import Person
from outbox.queueing import EmailDraft
from outbox.reading import Matter
from partnerships.access.permissions import Permission
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
    permission: Permission = "view",
    **rest: Any,
) -> EmailDraft:
    """A mail to a person of ``side`` about something at ``url``, in their language and time zone; the
    administrators of that side's organisation see that it went, and who of the side has the ``permission``
    reads there what it says. ``rest`` is what else a draft may have, such as ``attachments``."""
    organisation = partnership.organisation(Side(side))
    return EmailDraft(
        key=key,
        to=to.email,
        template=template,
        context={
            "partnership": partnership,
            "name": to.given_name,
            "zone": to.time_zone,
            "link": settings.SITE_URL + url,
            **more,
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=organisation.pk if organisation else None,
        about=Matter(partnership.pk, Side(side).value, permission),
        **rest,
    )
