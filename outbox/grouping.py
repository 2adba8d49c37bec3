"""Of the reminders of one kind that a run of the sweeps has for one person, one mail is made.

Each reminder is a row with a key of its own, so none is written twice, and waits for the end of the run. Then
those that stand alone are let go as they are. Of several, a new row is made, which leaves as any other mail
does; the rows behind it stay, for what it says is put together from them, anew at each attempt."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_noop

from common.locks import locked
from common.sweeping import for_each
from outbox import clock
from outbox.models import Message
from outbox.queueing import wake_on_commit
from outbox.several import columns_of
from outbox.writing import new_message_id

#: So many let go by one statement.
BATCH = 1000


class Group(NamedTuple):
    """What leaves as one mail. That it went, the administrators of the organisation see: of one organisation,
    then. A reader who was asked in two languages is answered in both."""

    to: str
    organisation_id: int | None
    kind: str
    language: str


def group_reminders(now: datetime) -> int:
    """Called when all other sweeps have said what they have to say. Returns how many mails say several
    things; what is left of a run that broke off goes with the next."""
    groups: dict[Group, list[int]] = {}
    rows = Message.objects.ungrouped().order_by("pk").values_list("pk", *Group._fields)
    for pk, to, *rest in rows.iterator():
        groups.setdefault(Group(to.lower(), *rest), []).append(pk)
    _let_go([ids[0] for ids in groups.values() if len(ids) == 1])
    several = {ids[0]: ids for ids in groups.values() if len(ids) > 1}
    return for_each(
        gettext_noop("Reminders of one kind put into one email"),
        Message.objects.filter(pk__in=several).order_by("pk"),
        lambda pk: _group(several[pk]),
    )


def _let_go(ids: Sequence[int]) -> None:
    for first in range(0, len(ids), BATCH):
        part = ids[first : first + BATCH]
        if Message.objects.ungrouped().filter(pk__in=part).update(kind=""):
            wake_on_commit(list(part))


def _group(ids: Sequence[int]) -> int:
    # another run may have been here since the database was asked
    parts = list(locked(Message.objects.ungrouped().filter(pk__in=ids)))
    if len(parts) < 2:
        _let_go([part.pk for part in parts])
        return 0
    first = parts[0]
    mail = Message.objects.create(
        key=f"group/{first.pk}",
        message_id=new_message_id(),
        to=first.to,
        language=first.language,
        organisation_id=first.organisation_id,
        next_attempt_at=clock.now(),
        **columns_of(parts),
    )
    Message.objects.filter(pk__in=[part.pk for part in parts]).update(
        state=Message.State.GROUPED, within=mail
    )
    wake_on_commit([mail.pk])
    return 1
