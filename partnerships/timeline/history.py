"""What happened to one numbered thing: its events, in words that do not say its title each time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from django.db.models import JSONField

from common.prepared import Given
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import EventText, details_of, event_text
from partnerships.timeline.words import FACTS

SHOWN: Final = 30


@cache
def _about(kinds: str) -> PreparedForActor[TimelineEvent]:
    return PreparedForActor(
        lambda anyone: (
            TimelineEvent.objects.visible_to(anyone)
            .filter(kind__startswith=kinds, change__number=Given("number", JSONField()))
            .select_related("person")[:SHOWN]
        )
    )


def events_about(kinds: str, number: int, actor: Actor) -> list[TimelineEvent]:
    """The latest events about one numbered thing; ``kinds`` is how they begin, such as "risk."."""
    return _about(kinds).by(actor, number=number)


@dataclass(frozen=True)
class History:
    """How a room tells the history of its things."""

    #: How the kinds of events begin: "risk.".
    kinds: str
    #: What is said of a kind; one that is not here is said as on the timeline.
    sentences: Mapping[str, Any]
    #: What the facts are called, and the kinds whose facts are told.
    facts: Mapping[str, Any] = field(default_factory=lambda: FACTS)
    detailed: Collection[str] | None = None

    def of(self, number: int, actor: Actor) -> list[EventText]:
        """The latest first."""
        return [self._said(event) for event in events_about(self.kinds, number, actor)]

    def _said(self, event: TimelineEvent) -> EventText:
        text = event_text(event)
        told = self.detailed is None or event.kind in self.detailed
        details = details_of(event.change, self.facts) if told else []
        if event.kind not in self.sentences:
            return replace(text, details=details)
        return replace(text, sentence=str(self.sentences[event.kind]) % {"who": text.who}, details=details)
