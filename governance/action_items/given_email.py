"""The mails of governance: one function a mail. Each returns the letter; the action queues it."""

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft


def action_given(action: ActionItem, by: Person) -> EmailDraft:
    """To the new owner; once for each time that the action is handed over."""
    return email_draft(
        f"action/{action.pk}/owner/{action.owner_id}/{action.version}",
        "action_given",
        action.partnership,
        action.owner_side,
        action.owner,
        action.get_absolute_url(),
        {"action": action, "by": by},
    )
