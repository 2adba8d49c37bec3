"""What happened to an action, in words."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import JSONField
from django.utils.translation import gettext as _

from common.prepared import Given
from governance.action_items.models import ActionItem
from partnerships.access.actors import Actor, Seen
from partnerships.sides import Level
from partnerships.timeline.models import TimelineEvent

SHOWN = 30


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    what: str
    #: What changed: name, from, to.
    changes: list[tuple[str, str, str]]


def events_about(kinds: str, number: int, actor: Actor) -> list[TimelineEvent]:
    """The latest events about one numbered thing; ``kinds`` is how they begin, such as "risk."."""
    return _about(kinds).by(actor, number=number)


@cache
def _about(kinds: str) -> Seen[TimelineEvent]:
    return Seen(
        lambda anyone: (
            TimelineEvent.objects.visible_to(anyone)
            .filter(kind__startswith=kinds, change__number=Given("number", JSONField()))
            .select_related("person")[:SHOWN]
        )
    )


def entry(event: TimelineEvent, what: dict[str, str], changes: list[tuple[str, str, str]]) -> Entry:
    who = event.person.name if event.person else "Partnering"
    return Entry(event.at, who, what.get(event.kind, event.kind), changes)


def history_of(action: ActionItem, actor: Actor) -> list[Entry]:
    """The latest first."""
    return [_entry(event) for event in events_about("action.", action.number, actor)]


def _entry(event: TimelineEvent) -> Entry:
    what = {
        "action.added": _("put it on the list"),
        "action.edited": _("changed it"),
        "action.done": _("ticked it off"),
        "action.reopened": _("opened it again"),
    }
    names = {
        "title": _("Title"),
        "description": _("More about it"),
        "due": _("By"),
        "level": _("Level"),
        "owner": _("Who does it"),
    }
    levels = {value: str(label) for value, label in Level.choices}
    changes = [
        (names[name], *(levels.get(value, value) if name == "level" else value for value in pair))
        for name, pair in event.change.items()
        if name in names and event.kind == "action.edited"
    ]
    return entry(event, what, changes)
