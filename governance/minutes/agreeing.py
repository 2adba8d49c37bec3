"""Something to do, agreed in a meeting: on the one list, with the meeting as where it comes from."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.services import add_action
from governance.agendas.models import AgendaItem
from governance.minutes.models import Minutes
from governance.minutes.text import origin_of
from governance.minutes.writers import may_write
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership


@transaction.atomic
def agree_action(
    *, actor: Actor, minutes: Minutes, title: str, owner: Person, due: date, item: AgendaItem | None = None
) -> ActionItem:
    """Everybody who may write the minutes can add it, whoever holds the editing lock: it stands on the
    list of the meeting's level."""
    meeting = minutes.meeting
    if not may_write(actor, meeting):
        raise PermissionDenied
    lock_partnership(actor)  # the action is counted in it
    if not lock_for_update(minutes, actor).is_draft:
        raise ValidationError(_("The minutes are submitted for signature. Add it to the list of actions."))
    day = date_format(meeting.starts_at.astimezone(meeting.zone).date())
    return add_action(
        actor=actor,
        title=title,
        owner=owner,
        due=due,
        level=meeting.level,
        origin=ActionItem.Origin.MEETING,
        origin_key=origin_of(meeting, item),
        origin_label=f"{meeting.name}, {day}"[:200],
    )
