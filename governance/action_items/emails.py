"""The mails about actions: somebody is given one, and the day's reminders."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
from partnerships.sides import Side


def action_given(action: ActionItem, by: Person) -> EmailDraft:
    """To the new owner; once for each time that the action is handed over."""
    key = f"action/{action.pk}/owner/{action.owner_id}/{action.version}"
    more = {"action": action, "by": by}
    url = action.get_absolute_url()
    return email_draft(key, "action_given", action.partnership, action.owner_side, action.owner, url, more)


def action_done(action: ActionItem, by: Person) -> EmailDraft:
    """To the owner, where the other side ticked it off; once for each time."""
    key = f"action/{action.pk}/done/{action.owner_id}/{action.version}"
    more = {"action": action, "by": by}
    url = action.get_absolute_url()
    return email_draft(key, "action_done", action.partnership, action.owner_side, action.owner, url, more)


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
