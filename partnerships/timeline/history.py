"""What happened to one numbered thing: its events, in words that do not say its title each time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from partnerships.access.actors import Actor
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import EventText, details_of, event_text
from partnerships.timeline.words import FACTS

SHOWN: Final = 30


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
        events = TimelineEvent.objects.visible_to(actor).filter(
            kind__startswith=self.kinds, change__number=number
        )
        return [self._said(event) for event in events.select_related("person")[:SHOWN]]

    def _said(self, event: TimelineEvent) -> EventText:
        text = event_text(event)
        told = self.detailed is None or event.kind in self.detailed
        details = details_of(event.change, self.facts) if told else []
        if event.kind not in self.sentences:
            return replace(text, details=details)
        return replace(text, sentence=str(self.sentences[event.kind]) % {"who": text.who}, details=details)
