from governance.action_items.models import ActionItem
from governance.comments.models import Comment
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role


def commented(action: ActionItem, role: Role, comment: Comment) -> EmailDraft:
    """To the owner, at the first word of a day; the others are on the page."""
    return email_draft(
        f"action/{action.pk}/comment/{role.person_id}/{comment.at.date().isoformat()}",
        "action_comment",
        action.partnership,
        role.side,
        role.person,
        action.get_absolute_url(),
        {"action": action, "by": comment.by, "said": comment.text},
    )
