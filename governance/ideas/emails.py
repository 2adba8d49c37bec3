"""The mails about ideas: one function a mail. Each returns the draft; the service queues it."""

from typing import Any

from django.conf import settings

from accounts.people.models import Person
from governance.ideas.models import Idea
from outbox.queueing import EmailDraft
from partnerships.sides import Side


def idea_sponsor(idea: Idea, side: Side, sponsor: Person, by: Person) -> EmailDraft:
    """To the new sponsor; once for each time that the idea is given to somebody."""
    return _draft(f"idea/{idea.pk}/sponsor/{idea.version}", "idea_sponsor", idea, side, sponsor, by)


def idea_moved(idea: Idea, side: Side, sponsor: Person, by: Person, note: str) -> EmailDraft:
    """To a sponsor, when the idea came to another stage, was set aside or taken up again."""
    return _draft(f"idea/{idea.pk}/moved/{idea.version}", "idea_moved", idea, side, sponsor, by, note=note)


def _draft(
    key: str, template: str, idea: Idea, side: Side, to: Person, by: Person, **context: Any
) -> EmailDraft:
    organisation = idea.partnership.organisation(side)
    return EmailDraft(
        key=f"{key}/{to.pk}",
        to=to.email,
        template=template,
        context={
            "idea": idea,
            "partnership": idea.partnership,
            "name": to.given_name,
            "by": by,
            "link": settings.SITE_URL + idea.get_absolute_url(),
            **context,
        },
        language=to.language,
        time_zone=to.time_zone,
        organisation_id=organisation.pk if organisation else None,
    )
