"""Reminders of actions: three days before, on the day, and weekly while they are late; all of a day in one
mail a person, across partnerships."""

import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from common.locks import locked
from common.sweeping import in_batches
from governance.action_items import emails
from governance.action_items.models import ActionItem
from outbox.models import Message
from outbox.queueing import queue_all
from partnerships.access.days import latest_day
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import RUNNING_STAGES, Part, Space

BATCH: Final = 200
#: In the morning, where the person is.
FROM_HOUR: Final = 6


def remind_of_actions(now: datetime) -> int:
    """Returns how many mails are new. What a missed day would have said is said the next; a mail a day
    goes out once, for its key is unique."""
    asked = Person.objects.filter(Exists(_due(now).filter(owner=OuterRef("pk")))).order_by("pk")
    return in_batches(
        gettext_noop("Reminders of actions"),
        asked,
        BATCH,
        lambda ids: _remind(list(Person.objects.filter(pk__in=ids).order_by("pk")), now),
    )


def _due(now: datetime) -> QuerySet[ActionItem]:
    due: QuerySet[ActionItem] = ActionItem.objects.filter(
        state=ActionItem.State.OPEN,
        remind_on__lte=latest_day(now),
        partnership__state=Partnership.State.BINDING,
        partnership__stage__in=RUNNING_STAGES,
    )
    return due


def _remind(owners: list[Person], now: datetime) -> int:
    days = dict(_mornings(owners, now))
    keys = {pk: emails.digest_key(owner, days[pk]) for owner in owners if (pk := owner.pk) in days}
    sent = set(Message.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    asked = [pk for pk, key in keys.items() if key not in sent]
    rows = locked(_due(now).filter(owner__in=asked))
    rows = rows.select_related("partnership__customer", "partnership__supplier")
    actions = [action for action in rows if action.remind_on and action.remind_on <= days[action.owner_id]]
    actions.sort(key=lambda action: (action.due, action.pk))
    working = _working({action.partnership_id for action in actions})
    mine: dict[int, list[ActionItem]] = {}
    for action in actions:
        # whoever has no part in it any more is not written to; the vacancy among the people says so
        if _still_there(action, working):
            mine.setdefault(action.owner_id, []).append(action)
        action.plan_reminder(days[action.owner_id])
    ActionItem.objects.bulk_update(actions, ["remind_on"], batch_size=500)
    people = {owner.pk: owner for owner in owners}
    return queue_all(emails.digest(people[pk], own, days[pk]) for pk, own in mine.items())


def _mornings(owners: list[Person], now: datetime) -> Iterator[tuple[int, date]]:
    """The day that it is for each, once it is late enough to be written to."""
    for owner in owners:
        local = now.astimezone(zoneinfo.ZoneInfo(owner.time_zone))
        if local.hour >= FROM_HOUR:
            yield owner.pk, local.date()


def _working(partnership_ids: set[int]) -> set[tuple[int, int, str, bool]]:
    """(partnership, person, side, from outside) of everybody who may tick something off there."""
    roles = Role.objects.current().filter(partnership__in=partnership_ids).exclude(part=Part.READER)
    rows = roles.order_by().values_list("partnership", "person", "side", "part")
    return {(pk, person, side, part == Part.FACILITATOR) for pk, person, side, part in rows}


def _still_there(action: ActionItem, working: set[tuple[int, int, str, bool]]) -> bool:
    own = (action.partnership_id, action.owner_id, action.owner_side)
    if (*own, False) in working:
        return True
    return action.space == Space.JOINT and (*own, True) in working
