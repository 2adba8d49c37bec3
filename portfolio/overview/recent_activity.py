"""What moves in one partnership, for its overview: the latest events, and the first few of several kinds of
things with how many there are. Each kind is a short question of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from common.prepared import GivenList, Prepared
from common.stored_words import in_own_language
from governance.charter.models import CharterSection, CharterVersion
from governance.charter.versions import reservations
from governance.concerns.models import LEVELS, Concern
from governance.decisions.models import Decision
from governance.ideas.models import Idea
from governance.warnings.models import EarlyWarning
from partnerships.access.actors import Actor, PreparedForActor
from partnerships.lifecycle.models import ChangeProposal
from partnerships.sides import Level, Side, Space
from partnerships.signing.models import Signature, SignOff
from partnerships.timeline.models import TimelineEvent
from partnerships.timeline.texts import EventText, event_texts

EVENTS = 5
#: So many of a kind are shown, and no more than so many counted.
SHOWN = 3
COUNTED = 1000


#: Prepared, for there are so many of them.
VERSIONS = PreparedForActor(
    lambda anyone: (
        CharterVersion.objects.visible_to(anyone)
        .exclude(state=CharterVersion.State.EARLIER)
        .order_by("number")
        .values_list("pk", "number", "state", "review_on")
    )
)
SECTIONS = Prepared(
    lambda: (
        CharterSection.objects.filter(charter__among=GivenList("charters"), removed_at=None)
        .exclude(text="")
        .order_by("-position", "-pk")
        .values_list("charter_id", "pk")
    )
)
TEXTS = Prepared(
    lambda: (
        CharterSection.objects.filter(pk__among=GivenList("sections"))
        .order_by()
        .values_list("charter_id", "text")
    )
)
CHANGES = PreparedForActor(
    lambda anyone: (
        ChangeProposal.objects.filter(partnership=anyone.partnership.pk, state=ChangeProposal.State.OPEN)
        .order_by("proposed_at", "pk")
        .values_list("kind", "side")
    )
)
IDEAS = PreparedForActor(
    lambda anyone: (
        Idea.objects.visible_to(anyone)
        .live()
        .order_by("-moved_at", "-pk")
        .values_list("number", "title", "space", "stage")[:SHOWN]
    )
)
CONCERNS = PreparedForActor(
    lambda anyone: (
        Concern.objects.visible_to(anyone)
        .going()
        .order_by("-raised_at", "-pk")
        .values_list("number", "title", "space", "level")[: COUNTED + 1]
    )
)
DECISIONS = PreparedForActor(
    lambda anyone: (
        Decision.objects.visible_to(anyone)
        .order_by("-taken_on", "-pk")
        .values_list("number", "title", "space", "state")[:SHOWN]
    )
)
COUNTED_DECISIONS = PreparedForActor(
    lambda anyone: Decision.objects.visible_to(anyone).order_by().values_list("pk")[: COUNTED + 1]
)
WARNINGS = PreparedForActor(
    lambda anyone: (
        EarlyWarning.objects.visible_to(anyone)
        .filter(closed_at=None)
        .order_by()
        .values_list("pk")[: COUNTED + 1]
    )
)
WAITING = PreparedForActor(
    lambda anyone: (
        SignOff.objects.visible_to(anyone)
        .waiting()
        .order_by("submitted_at", "pk")
        .values_list("pk", "number", "title")[: COUNTED + 1]
    )
)
SIGNATURES = Prepared(
    lambda: (
        Signature.objects.filter(sign_off__among=GivenList("sign_offs"))
        .order_by()
        .values_list("sign_off_id", "side")
    )
)
LATEST = PreparedForActor(
    lambda anyone: (
        TimelineEvent.objects.visible_to(anyone).select_related("person").order_by("-at", "-pk")[:EVENTS]
    )
)


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
    reservations: list[Signature]


def glances(actor: Actor) -> dict[str, Glance]:
    """By the name of the kind."""
    return {name: find(actor) for name, find in KINDS.items()}


def promises(actor: Actor) -> Promises:
    """The current version and the one that is prepared, with what they say first."""
    rows = VERSIONS.by(actor)
    words = _first_words([row[0] for row in rows]) if rows else {}
    labels = dict(CharterVersion.State.choices)
    items = [Item(number, words.get(pk, ""), True, labels[state]) for pk, number, state, _on in rows]
    current = [(pk, on) for pk, _number, state, on in rows if state == CharterVersion.State.CURRENT]
    charter, review_on = current[0] if current else (None, None)
    reserved = reservations(actor, charter) if charter else []
    return Promises(Glance(items[:SHOWN], len(items)), review_on, reserved)


def _first_words(charters: list[int]) -> dict[int, str]:
    """Where each of them begins: its first section that says something."""
    first = dict(SECTIONS.ask(charters=charters))  # the last one said stays
    return dict(TEXTS.ask(sections=list(first.values())))


def _ideas(actor: Actor) -> Glance:
    return _glance(IDEAS.by(actor), dict(Idea.Stage.choices))


def _concerns(actor: Actor) -> Glance:
    """What has come furthest up asks for most."""
    rows = CONCERNS.by(actor)
    height = {level.value: place for place, level in enumerate(LEVELS)}
    highest = sorted(rows, key=lambda row: -height.get(row[3], 0))[:SHOWN]
    return _glance(highest, dict(Level.choices), len(rows))


def _decisions(actor: Actor) -> Glance:
    labels = {
        Decision.State.DRAFT.value: _("not signed yet"),
        Decision.State.SEALED.value: _("signed by both"),
    }
    return _glance(DECISIONS.by(actor), labels, len(COUNTED_DECISIONS.by(actor)))


def _warnings(actor: Actor) -> Glance:
    """Only how many are open."""
    return Glance(total=len(WARNINGS.by(actor)))


def _to_sign(actor: Actor) -> Glance:
    """What has waited longest first, and who has signed it."""
    rows = WAITING.by(actor)
    signed = _signed([row[0] for row in rows[:SHOWN]]) if rows else set()
    items = []
    for pk, number, title in rows[:SHOWN]:
        if (pk, actor.side.value) in signed:
            said = _("our side has signed")
        elif (pk, actor.side.other.value) in signed:
            said = _("the other side has signed")
        else:
            said = _("neither side has signed")
        items.append(Item(number, in_own_language(title), True, said))
    return Glance(items, len(rows))


def _signed(sign_offs: list[int]) -> set[tuple[int, str]]:
    return set(SIGNATURES.ask(sign_offs=sign_offs))


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
    return event_texts(LATEST.by(actor), actor.partnership.reference)


def waiting_changes(actor: Actor) -> list[tuple[str, Side]]:
    """What is proposed to change of what binds both, and which side is asked."""
    return [(str(ChangeProposal.Kind(kind).label), Side(side).other) for kind, side in CHANGES.by(actor)]
