"""Lines of a table become actions, some hundreds at a time."""

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.action_items.importing.lines import ActionReading, digest_of
from governance.action_items.models import ActionItem
from partnerships.access.locks import lock_partnership, next_number
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import NEW, UNCHANGED, Line


def store_actions(reading: ActionReading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
    """Put what is new onto the list, in the transaction of the caller."""
    partnership = lock_partnership(reading.actor)
    came = reading.take_up_from(reading.last_number)
    for line in lines:
        if line.what == NEW and digest_of(line) in came:
            line.what = UNCHANGED
    new = [line for line in lines if line.what == NEW]
    number = next_number(ActionItem, partnership)
    actions = [_action(reading, line, number + n, run) for n, line in enumerate(new)]
    ActionItem.objects.bulk_create(actions)
    reading.last_number = max(reading.last_number, number + len(actions) - 1)
    for line in lines:
        outcome.take(line, reading.fields)
    for action in actions:
        is_told = action.owner_id != reading.actor.person.pk and action.state == ActionItem.State.OPEN
        outcome.has_stored(NEW, action.space, action.owner_id if is_told else None)


def _action(reading: ActionReading, line: Line, number: int, run: TableImport) -> ActionItem:
    values = line.values
    owner, space = values["owner"], values["space"]
    action = ActionItem(
        partnership=reading.actor.partnership,
        space=space,
        number=number,
        title=values["title"],
        description=values.get("description") or "",
        owner=owner,
        owner_side=reading.people[space].sides[owner.pk],
        due=values["due"],
        level=values["level"],
        created_by=reading.actor.person,
    )
    action.plan_reminder(reading.today)
    if values["state"] == ActionItem.State.DONE:
        action.state = ActionItem.State.DONE
        action.done_by, action.done_at = reading.actor.person, timezone.now()
        action.done_note = _("Done already in the table “%(name)s”.") % {"name": run.files[0]["name"]}
    return action
