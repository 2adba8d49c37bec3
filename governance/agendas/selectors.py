"""What a meeting talks about: its agenda, and what is open at its level and could be put on it.

Each kind of thing that may come up names a ``Source`` once, from its room's ``offers.py``: how it is found
for many meetings at once, and what is to be known of it before one talks. Only what both sides see is ever
proposed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from common.offers import in_order
from common.prepared import GivenList, Prepared
from governance.agendas.models import AgendaItem
from governance.meetings.models import Meeting
from partnerships.lifecycle.models import Partnership

#: More than this nobody talks about in one meeting.
MOST: Final = 40
#: Of one kind, at the most.
MOST_OF_A_KIND: Final = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that could be put on the agenda, and why."""

    kind: str
    key: str
    title: str
    why: str = ""
    minutes: int = 5
    note: str = ""
    #: Who proposed it, where it was left over from the meeting before.
    proposed_by: int | None = None
    side: str = ""

    @property
    def mark(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.key}"

    @property
    def label(self) -> Any:
        return label_of(self.kind)

    @property
    def icon(self) -> str:
        return icon_of(self.kind)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of something on the agenda; page and pre-read show the same."""

    url: str = ""
    #: What it is called, and what it is.
    rows: list[tuple[Any, str]] = field(default_factory=list)
    text: str = ""
    #: How serious it is, 1 to 4; 0 where that has no meaning.
    level: int = 0
    #: A picture as SVG, already harmless, with the same in words in ``rows``.
    picture: str = ""


Found = dict[int, list[Suggestion]]
#: What a source finds: put into words one by one, and only as many as are looked at.
Offered = Mapping[int, Iterable[Suggestion]]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing. ``find`` answers for many meetings in a query or two, by their primary keys;
    ``facts`` for many things of one partnership, by their keys; ``url`` from its reference and a key."""

    kind: str
    label: Any
    icon: str
    #: Which kinds come first on the agenda.
    position: int
    facts: Callable[[Partnership, Sequence[str]], dict[str, Fact]]
    url: Callable[..., str]
    #: Empty where another kind finds these in passing.
    find: Callable[[Sequence[Meeting], datetime], Offered] | None = None


_sources: dict[str, Source] = {}


def offer_to_agendas(source: Source) -> None:
    _sources[source.kind] = source


def sources() -> list[Source]:
    return in_order(_sources.values())


def label_of(kind: str) -> Any:
    return _sources[kind].label if kind in _sources else _("Proposed")


def icon_of(kind: str) -> str:
    return _sources[kind].icon if kind in _sources else "chat-left-text"


def url_of(reference: str, kind: str, key: str) -> str:
    """The page of what an item is about; nothing for one in somebody's own words."""
    return _sources[kind].url(reference, key) if key and kind in _sources else ""


ITEMS = Prepared(
    lambda: (
        AgendaItem.objects.filter(meeting__among=GivenList("meetings"))
        .select_related("proposed_by")
        .order_by("position", "pk")
    )
)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The items in their order."""
    return agendas_of([meeting])[meeting.pk]


def agendas_of(meetings: Iterable[Meeting]) -> dict[int, list[AgendaItem]]:
    """The same for many meetings at once."""
    own = {meeting.pk: meeting for meeting in meetings}
    found: dict[int, list[AgendaItem]] = {pk: [] for pk in own}
    for item in ITEMS.ask(meetings=own) if own else ():
        item.meeting = own[item.meeting_id]  # with its partnership, as the caller holds it
        found[item.meeting_id].append(item)
    return found


def minutes_of(items: Iterable[AgendaItem]) -> int:
    return sum(item.minutes for item in items)


def suggestions_for(meetings: Sequence[Meeting], items: Iterable[AgendaItem], now: datetime) -> Found:
    """What could be put on each meeting's agenda and is not among its ``items`` yet, in the order in which it
    would be talked about. The number of queries is the same however many meetings are asked for."""
    if not meetings:
        return {}
    taken = {(item.meeting_id, item.origin_kind, item.origin_key) for item in items}
    found: Found = {meeting.pk: [] for meeting in meetings}
    for source in sources():
        for pk, suggestions in (source.find(meetings, now) if source.find else {}).items():
            new = (one for one in suggestions if (pk, one.kind, one.key) not in taken)
            found[pk] += islice(new, MOST_OF_A_KIND)
    return {pk: suggestions[:MOST] for pk, suggestions in found.items()}


def facts_of(partnership: Partnership, items: Iterable[AgendaItem]) -> dict[int, Fact]:
    """What is known of each item that is about something, by the item's primary key: a few queries a kind."""
    by_kind: dict[str, list[AgendaItem]] = {}
    for item in items:
        if item.origin_key and item.origin_kind in _sources:
            by_kind.setdefault(item.origin_kind, []).append(item)
    known: dict[int, Fact] = {}
    for kind, about in by_kind.items():
        facts = _sources[kind].facts(partnership, [item.origin_key for item in about])
        known |= {item.pk: facts[item.origin_key] for item in about if item.origin_key in facts}
    return known
