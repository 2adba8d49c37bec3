"""What moves in one partnership, for its overview: the latest events, and the first few of several kinds of
things with how many there are. Each kind is a short question of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from governance.charter.models import CharterSection, CharterVersion
from governance.concerns.models import LEVELS, Concern
from governance.decisions.models import Decision
from governance.ideas.models import Idea
from governance.warnings.models import EarlyWarning
from partnerships.access.actors import Actor
from partnerships.sides import Level, Space
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import EventText, event_texts

EVENTS = 5
#: So many of a kind are shown, and no more than so many counted.
SHOWN = 3
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Item:
    number: int  # in the address of its page
    title: str
    is_joint: bool
    label: Any


@dataclass(slots=True)
class Glance:
    """The first few of a kind, and how many there are."""

    rows: list[Item] = field(default_factory=list)
    total: int = 0

    @property
    def is_many(self) -> bool:
        """More than anybody counts."""
        return self.total > COUNTED


@dataclass(frozen=True, slots=True)
class Promises:
    """The charter, in force and prepared, and when both look at it again."""

    charter: Glance
    review_on: date | None


def glances(actor: Actor) -> dict[str, Glance]:
    """By the name of the kind."""
    return {name: find(actor) for name, find in KINDS.items()}


def promises(actor: Actor) -> Promises:
    """The current version and the one that is prepared, with what they say first."""
    versions = CharterVersion.objects.visible_to(actor).exclude(state=CharterVersion.State.EARLIER)
    rows = list(versions.order_by("number").values_list("pk", "number", "state", "review_on"))
    words = _first_words([row[0] for row in rows]) if rows else {}
    labels = dict(CharterVersion.State.choices)
    items = [Item(number, words.get(pk, ""), True, labels[state]) for pk, number, state, _on in rows]
    current = (on for _pk, _number, state, on in rows if state == CharterVersion.State.CURRENT)
    return Promises(Glance(items[:SHOWN], len(items)), next(current, None))


def _first_words(charters: list[int]) -> dict[int, str]:
    """Where each of them begins: its first section that says something."""
    sections = CharterSection.objects.filter(charter__among=charters, removed_at=None).exclude(text="")
    rows = sections.order_by("-position", "-pk").values_list("charter_id", "pk")
    first = dict(list(rows))  # the last one said stays
    said = CharterSection.objects.filter(pk__among=list(first.values()))
    return dict(list(said.order_by().values_list("charter_id", "text")))


def _ideas(actor: Actor) -> Glance:
    rows = Idea.objects.visible_to(actor).live().order_by("-moved_at", "-pk")
    return _glance(rows.values_list("number", "title", "space", "stage")[:SHOWN], dict(Idea.Stage.choices))


def _concerns(actor: Actor) -> Glance:
    """What has come furthest up asks for most."""
    going = Concern.objects.visible_to(actor).going().order_by("-raised_at", "-pk")
    rows = list(going.values_list("number", "title", "space", "level")[: COUNTED + 1])
    height = {level.value: place for place, level in enumerate(LEVELS)}
    highest = sorted(rows, key=lambda row: -height.get(row[3], 0))[:SHOWN]
    return _glance(highest, dict(Level.choices), len(rows))


def _decisions(actor: Actor) -> Glance:
    seen = Decision.objects.visible_to(actor)
    rows = seen.order_by("-taken_on", "-pk").values_list("number", "title", "space", "state")[:SHOWN]
    labels = {
        Decision.State.DRAFT.value: _("not signed yet"),
        Decision.State.SEALED.value: _("signed by both"),
    }
    return _glance(rows, labels, seen.order_by()[: COUNTED + 1].count())


def _warnings(actor: Actor) -> Glance:
    """Only how many are open."""
    going = EarlyWarning.objects.visible_to(actor).filter(closed_at=None)
    return Glance(total=going.order_by()[: COUNTED + 1].count())


def _to_sign(actor: Actor) -> Glance:
    """What has waited longest first, and who has signed it."""
    waiting = SignOff.objects.visible_to(actor).waiting().order_by("submitted_at", "pk")
    rows = list(waiting.values_list("pk", "number", "title")[: COUNTED + 1])
    signed = _signed([row[0] for row in rows[:SHOWN]]) if rows else set()
    items = []
    for pk, number, title in rows[:SHOWN]:
        if (pk, actor.side.value) in signed:
            said = _("our side has signed")
        elif (pk, actor.side.other.value) in signed:
            said = _("the other side has signed")
        else:
            said = _("neither side has signed")
        items.append(Item(number, title, True, said))
    return Glance(items, len(rows))


def _signed(sign_offs: list[int]) -> set[tuple[int, str]]:
    given = Signature.objects.filter(sign_off__among=sign_offs).order_by()
    return set(given.values_list("sign_off_id", "side"))


def _glance(rows: Any, labels: Mapping[str, Any], total: int = 0) -> Glance:
    items = [
        Item(number, title, space == Space.JOINT, labels.get(more, "")) for number, title, space, more in rows
    ]
    return Glance(items, total or len(items))


KINDS: Final[dict[str, Callable[[Actor], Glance]]] = {
    "to_sign": _to_sign,
    "ideas": _ideas,
    "concerns": _concerns,
    "decisions": _decisions,
    "warnings": _warnings,
}


def latest_events(actor: Actor) -> list[EventText]:
    events = TimelineEvent.objects.visible_to(actor).select_related("person")
    return event_texts(events.order_by("-at", "-pk")[:EVENTS], actor.partnership.reference)
