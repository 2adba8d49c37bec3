"""The horizon: what is coming, who watches it, and what is done about it."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.action_items.owners import owning_side
from governance.action_items.services import add_action
from governance.horizon import emails
from governance.horizon.models import HorizonItem
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.access.locks import lock_for_update, lock_partnership
from partnerships.sides import Space
from partnerships.timeline.services import record
from partnerships.timeline.versions import refuse_stale


@transaction.atomic
def add_horizon_item(
    *,
    actor: Actor,
    kind: str,
    title: str,
    meaning: str,
    counts_from: date,
    watcher: Person,
    space: str = Space.JOINT,
) -> HorizonItem:
    refuse_if_ended_now(actor)
    if not actor.may("change_horizon") or space not in actor.spaces:
        raise PermissionDenied
    item = HorizonItem(
        partnership=actor.partnership,
        space=space,
        kind=kind,
        title=title.strip(),
        meaning=meaning.strip(),
        counts_from=counts_from,
        watcher=watcher,
        watcher_side=owning_side(watcher, actor.partnership, space, "watcher"),
        created_by=actor.person,
    )
    item.full_clean()
    item.save()
    _record(actor, item, "horizon.added", {"watcher": [None, watcher.name]})
    _tell_watcher(actor, item)
    return item


@transaction.atomic
def edit_horizon_item(
    *,
    actor: Actor,
    item: HorizonItem,
    version: int,
    kind: str,
    title: str,
    meaning: str,
    counts_from: date,
    watcher: Person,
) -> HorizonItem:
    item = _own(actor, item)
    about = {"item": item.pk}
    refuse_stale(item, version, partnership=item.partnership, kinds="horizon.", about=about)
    new = {"kind": kind, "title": title.strip(), "meaning": meaning.strip(), "counts_from": counts_from}
    change = {n: [str(getattr(item, n)), str(value)] for n, value in new.items() if getattr(item, n) != value}
    has_new_watcher = watcher != item.watcher
    if has_new_watcher:
        change["watcher"] = [item.watcher.name, watcher.name]
        item.watcher_side = owning_side(watcher, item.partnership, item.space, "watcher")
        item.watcher = watcher
    if not change:
        return item
    for name, value in new.items():
        setattr(item, name, value)
    item.full_clean()
    item.version += 1
    item.save()
    _record(actor, item, "horizon.edited", change)
    if has_new_watcher:
        _tell_watcher(actor, item)
    return item


@transaction.atomic
def watch_horizon_item(*, actor: Actor, item: HorizonItem, watched: bool) -> HorizonItem:
    """Stop watching it, or watch it again."""
    item = _own(actor, item)
    wanted = HorizonItem.State.OPEN if watched else HorizonItem.State.CLOSED
    if item.state == wanted:
        return item
    item.state = wanted
    item.version += 1
    item.save()
    _record(actor, item, "horizon.reopened" if watched else "horizon.closed", {})
    return item


@transaction.atomic
def prepare_for(
    *,
    actor: Actor,
    item: HorizonItem,
    title: str,
    owner: Person,
    due: date,
    level: str,
    description: str = "",
) -> ActionItem:
    """Something that it asks for, on the one list, in its space."""
    lock_partnership(actor)  # the action is counted in it
    item = _own(actor, item)
    return add_action(
        actor=actor,
        title=title,
        owner=owner,
        due=due,
        level=level,
        description=description,
        origin=ActionItem.Origin.HORIZON,
        origin_key=item.origin_key,
        origin_label=item.title,
        space=item.space,
    )


def _own(actor: Actor, item: HorizonItem) -> HorizonItem:
    if not actor.may("change_horizon"):
        raise PermissionDenied
    return lock_for_update(item, actor, "watcher")


def _record(actor: Actor, item: HorizonItem, kind: str, change: Mapping[str, object]) -> None:
    record(
        partnership=item.partnership,
        person=actor.person,
        kind=kind,
        subject=item.title,
        space=item.space,
        change={"item": item.pk, **change},
    )


def _tell_watcher(actor: Actor, item: HorizonItem) -> None:
    if item.watcher != actor.person:
        queue(emails.horizon_given(item, actor.person))
