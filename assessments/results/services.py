"""A finding becomes an action (domain.md §1: everything ends in one)."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from assessments.rounds.models import Round
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_partnership

#: The same words twice within this time are one click too many, not two actions.
SAME_CLICK = timedelta(minutes=5)


@transaction.atomic
def propose_action(
    *, actor: Actor, round: Round, question_key: str, title: str, owner: Person, due: date, level: str
) -> ActionItem:
    """Put an action about a question of a closed round on the list. Sent twice, it is there once."""
    if not actor.may("add_action") or round.partnership_id != actor.partnership.pk:
        raise PermissionDenied
    if round.is_open:
        raise ValidationError(_("This health check is still open: there is no finding yet."))
    # two clicks at once take turns here, so that the second finds what the first has added
    lock_partnership(actor)
    question = round.instrument.question(question_key)
    already: ActionItem | None = ActionItem.objects.filter(
        partnership=actor.partnership,
        origin_key=round.origin_key(question_key),
        title=title.strip(),
        owner=owner,
        due=due,
        created_by=actor.person,
        created_at__gt=timezone.now() - SAME_CLICK,
    ).first()
    if already:
        return already
    return add_action(
        actor=actor,
        title=title,
        owner=owner,
        due=due,
        level=level,
        origin=ActionItem.Origin.FINDING,
        origin_key=round.origin_key(question_key),
        origin_label=f"{round.title}: {question.short}",
    )
