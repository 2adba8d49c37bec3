"""The mails about actions that nobody has just given: the day's reminders, and what was said about one."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.comments.models import Comment
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.people.models import Role
from partnerships.sides import Side


def digest_key(person: Person, day: date) -> str:
    return f"digest/{person.pk}/{day.isoformat()}"


def digest(person: Person, actions: Sequence[ActionItem], day: date) -> EmailDraft:
    """One a day for everything that a person is reminded of, in all their partnerships. Its administrators
    may see it where it is about one organisation alone."""
    late = [action for action in actions if action.due < day]
    organisations = {action.partnership.organisation(Side(action.owner_side)) for action in actions}
    [organisation] = organisations if len(organisations) == 1 else [None]
    return EmailDraft(
        key=digest_key(person, day),
        to=person.email,
        template="action_digest",
        context={
            "name": person.given_name,
            "count": len(actions),
            "late": [(action, _link(action), action.days_late(day)) for action in late],
            "today": [(action, _link(action)) for action in actions if action.due == day],
            "soon": [(action, _link(action)) for action in actions if action.due > day],
            "link": settings.SITE_URL + reverse("my_work"),
        },
        language=person.language,
        time_zone=person.time_zone,
        organisation_id=organisation.pk if organisation else None,
    )


def _link(action: ActionItem) -> str:
    return str(settings.SITE_URL + action.get_absolute_url())


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
