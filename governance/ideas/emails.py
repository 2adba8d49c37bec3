"""The mails about ideas: one function a mail. Each returns the draft; the service queues it."""

from typing import Any

from accounts.people.models import Person
from governance.ideas.models import Idea
from outbox.queueing import EmailDraft
from partnerships.emails import email_draft
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
    return email_draft(
        f"{key}/{to.pk}",
        template,
        idea.partnership,
        side,
        to,
        idea.get_absolute_url(),
        {"idea": idea, "by": by, **context},
    )
