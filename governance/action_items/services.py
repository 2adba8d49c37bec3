"""The one list of things to do: added, changed, ticked off, opened again."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items import emails
from governance.action_items.models import ActionItem, DueMove
from governance.action_items.owners import owning_side
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.locks import lock_for_update, lock_partnership, next_number
from partnerships.sides import Space
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale


@transaction.atomic
def add_action(
    *,
    actor: Actor,
    title: str,
    owner: Person,
    due: date,
    level: str,
    description: str = "",
    origin: str = ActionItem.Origin.ADDED,
    origin_key: str = "",
    origin_label: str = "",
    space: str = Space.JOINT,
    tells_owner: bool = True,
) -> ActionItem:
    """Put something on the list. ``owner`` is anybody with a role in the partnership; in a side's own
    space, anybody of that side."""
    if not actor.may("add_action"):
        raise PermissionDenied
    partnership = lock_partnership(actor)
    if space not in actor.spaces:
        raise PermissionDenied
    action = ActionItem(
        partnership=partnership,
        space=space,
        number=next_number(ActionItem, partnership),
        title=title.strip(),
        description=description.strip(),
        owner=owner,
        owner_side=owning_side(owner, partnership, space),
        due=due,
        level=level,
        origin=origin,
        origin_key=origin_key,
        origin_label=origin_label,
        created_by=actor.person,
    )
    action.plan_reminder(actor.partnership.today())
    action.full_clean()
    action.save()
    _record(actor, action, "action.added", {"due": [None, due.isoformat()], "owner": [None, owner.name]})
    if tells_owner:
        _tell_owner(actor, action)
    return action


@transaction.atomic
def edit_action(
    *,
    actor: Actor,
    action: ActionItem,
    version: int,
    title: str,
    description: str,
    owner: Person,
    due: date,
    level: str,
    reason: str = "",
) -> ActionItem:
    """``reason`` is why the day moves; without one it does not."""
    action = _own(actor, action)
    refuse_stale(
        action,
        version,
        partnership=action.partnership,
        kinds="action.",
        about={"number": action.number},
    )
    new = {"title": title.strip(), "description": description.strip(), "due": due, "level": level}
    change: dict[str, object] = {
        name: [str(getattr(action, name)), str(value)]
        for name, value in new.items()
        if getattr(action, name) != value
    }
    has_new_owner = owner != action.owner
    if has_new_owner:
        change["owner"] = [action.owner.name, owner.name]
        action.owner_side = owning_side(owner, action.partnership, action.space)
        action.owner = owner
    if not change:
        return action
    if "due" in change:
        change["reason"] = _move_due(actor, action, due, reason)
    for name, value in new.items():
        setattr(action, name, value)
    action.full_clean()
    action.version += 1
    action.save()
    _record(actor, action, "action.edited", change)
    if has_new_owner:
        _tell_owner(actor, action)
    return action


@transaction.atomic
def complete(*, actor: Actor, action: ActionItem, note: str = "") -> ActionItem:
    """It is done. Ticking off what is done changes nothing. The owner hears of it from the other side."""
    action = _own(actor, action)
    if action.state == ActionItem.State.DONE:
        return action
    action.state = ActionItem.State.DONE
    action.done_by, action.done_at, action.done_note = actor.person, timezone.now(), note.strip()
    action.full_clean()
    action.version += 1
    action.save()
    _record(actor, action, "action.done", {"note": action.done_note} if action.done_note else {})
    if actor.side != action.owner_side:
        queue(emails.action_done(action, actor.person))
    return action


@transaction.atomic
def reopen(*, actor: Actor, action: ActionItem) -> ActionItem:
    action = _own(actor, action)
    if action.state == ActionItem.State.OPEN:
        return action
    action.state = ActionItem.State.OPEN
    action.done_by, action.done_at, action.done_note = None, None, ""
    action.plan_reminder(actor.partnership.today())
    action.version += 1
    action.save()
    _record(actor, action, "action.reopened", {})
    return action


def _own(actor: Actor, action: ActionItem) -> ActionItem:
    """The action as it is now, locked, for one who may change it."""
    if not actor.may("change_action"):
        raise PermissionDenied
    return lock_for_update(action, actor, "owner")


def _move_due(actor: Actor, action: ActionItem, due: date, reason: str) -> str:
    """What was agreed before stays to be seen, with the reason."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say in a few words why the day moves.")})
    move = DueMove(action=action, by=actor.person, before=action.due, after=due, reason=reason)
    move.full_clean()
    move.save()
    action.due = due
    action.plan_reminder(actor.partnership.today())
    return reason


def _record(actor: Actor, action: ActionItem, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=action.partnership,
        person=actor.person,
        kind=kind,
        subject=action.title,
        space=action.space,
        change={"number": action.number, **change},
    )


def _tell_owner(actor: Actor, action: ActionItem) -> None:
    if action.owner != actor.person:
        queue(emails.action_given(action, actor.person))
