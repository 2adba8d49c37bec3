"""What the mails about a partnership have in common."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from accounts.people.models import Person
from outbox.queueing import EmailDraft, Line
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
    *,
    is_reminder: bool = False,
    due: date | datetime | None = None,
    **rest: Any,
) -> EmailDraft:
    """A mail to a person of ``side`` about something at ``url``, in their language and time zone; the
    administrators of that side's organisation see that it went, and who of the side has the ``permission``
    reads there what it says. A reminder, which a sweep writes and nobody has just caused, leaves in one mail
    with others of its kind; ``due`` is by when there is something to do. ``rest`` is what else a draft may
    have, such as ``attachments``."""
    organisation = partnership.organisation(Side(side))
    link = settings.SITE_URL + url
    return EmailDraft(
        key=key,
        to=to.email,
        template=template,
        context={
            "partnership": partnership,
            "name": to.given_name,
            "zone": to.time_zone,
            "link": link,
            **more,
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=organisation.pk if organisation else None,
        about=Matter(partnership.pk, Side(side).value, permission),
        line=Line(to.given_name, partnership.title, link, due) if is_reminder else None,
        **rest,
    )
