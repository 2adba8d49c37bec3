"""The mails of governance: one function a mail. Each returns the letter; the action queues it."""

from django.conf import settings

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from outbox.queueing import EmailDraft
from partnerships.sides import Side


def action_given(action: ActionItem, by: Person) -> EmailDraft:
    """To the new owner; once for each time that the action is handed over."""
    owner = action.owner
    organisation = action.partnership.organisation(Side(action.owner_side))
    return EmailDraft(
        key=f"action/{action.pk}/owner/{owner.pk}/{action.version}",
        to=owner.email,
        template="action_given",
        context={
            "action": action,
            "partnership": action.partnership,
            "name": owner.given_name,
            "by": by,
            "link": settings.SITE_URL + action.get_absolute_url(),
        },
        language=owner.language,
        time_zone=owner.time_zone,
        organisation_id=organisation.pk if organisation else None,
    )
