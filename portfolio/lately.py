"""What moves in one partnership, for its overview: the latest events, and the first few of several kinds of
things with how many there are, found by one question to the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OrderBy,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import RUNGS, CharterSection, CharterVersion, Concern, Decision, EarlyWarning, Idea
from partnerships.access import Actor
from partnerships.models import SignOff, TimelineEvent
from partnerships.models.sign_off import signed_for
from partnerships.sides import Level, Space
from partnerships.timeline import Told, told

EVENTS = 5


class Row(NamedTuple):
    kind: str
    place: int
    number: int
    title: str
    space: str
    more: str
    total: int


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


@dataclass(frozen=True)
class Kind:
    rows: Callable[[Actor], QuerySet[Any]]
    order: tuple[OrderBy, ...]
    #: Which of its columns hold the number and what it is called.
    columns: tuple[str, str]
    #: A column with what else is shown, and what its values are called.
    more: str
    labels: Mapping[str, Any]
    shown: int = 3


def glances(actor: Actor) -> dict[str, Glance]:
    """By the name of the kind."""
    found = {name: Glance() for name in KINDS}
    first, *others = (_first(name, kind, actor) for name, kind in KINDS.items())
    for row in map(Row._make, first.union(*others, all=True).order_by("kind_", "rank")):
        label = KINDS[row.kind].labels.get(row.more, "")
        found[row.kind].rows.append(Item(row.number, row.title, row.space == Space.JOINT, label))
        found[row.kind].total = row.total
    return found


def _ideas(actor: Actor) -> QuerySet[Any]:
    return Idea.objects.visible_to(actor).live()


def _concerns(actor: Actor) -> QuerySet[Any]:
    rungs = (When(level=level, then=Value(place)) for place, level in enumerate(RUNGS))
    going = Concern.objects.visible_to(actor).going()
    found: QuerySet[Any] = going.annotate(height=Case(*rungs, default=Value(0)))
    return found


def _warnings(actor: Actor) -> QuerySet[Any]:
    return EarlyWarning.objects.visible_to(actor).filter(closed_at=None)


def _decisions(actor: Actor) -> QuerySet[Any]:
    return Decision.objects.visible_to(actor)


def _charters(actor: Actor) -> QuerySet[Any]:
    """The current version and the one that is prepared, with what they say first."""
    first = CharterSection.objects.filter(charter=OuterRef("pk"), removed_at=None).exclude(text="")
    words = Subquery(first.order_by("position", "pk").values("text")[:1])
    versions = CharterVersion.objects.visible_to(actor).exclude(state=CharterVersion.State.EARLIER)
    found: QuerySet[Any] = versions.annotate(words=Coalesce(words, Value("")))
    return found


def _reviews(actor: Actor) -> QuerySet[Any]:
    """The current charter, where both look at it again; its title here is the day."""
    current = CharterVersion.objects.visible_to(actor).current()
    return current.filter(review_on__gte=timezone.localdate())


def _to_sign(actor: Actor) -> QuerySet[Any]:
    ours, theirs = (signed_for(side) for side in (actor.side, actor.side.other))
    lacks = Case(When(ours, Value("theirs")), When(theirs, Value("ours")), default=Value("both"))
    waiting = SignOff.objects.visible_to(actor).waiting()
    found: QuerySet[Any] = waiting.annotate(space=Value(Space.JOINT.value), lacks=lacks)
    return found


KINDS: Final[dict[str, Kind]] = {
    # the current one came first
    "charter": Kind(
        _charters, (F("number").asc(),), ("number", "words"), "state", dict(CharterVersion.State.choices)
    ),
    "review": Kind(_reviews, (F("number").asc(),), ("number", "review_on"), "state", {}, shown=1),
    # what has waited longest first
    "to_sign": Kind(
        _to_sign,
        (F("put_up_at").asc(), F("pk").asc()),
        ("number", "title"),
        "lacks",
        {
            "both": _("neither side has signed"),
            "ours": _("the other side has signed"),
            "theirs": _("our side has signed"),
        },
    ),
    "ideas": Kind(
        _ideas,
        (F("moved_at").desc(), F("pk").desc()),
        ("number", "title"),
        "stage",
        dict(Idea.Stage.choices),
    ),
    # what has come furthest up asks for most
    "concerns": Kind(
        _concerns,
        (F("height").desc(), F("raised_at").desc(), F("pk").desc()),
        ("number", "title"),
        "level",
        dict(Level.choices),
    ),
    "decisions": Kind(
        _decisions,
        (F("taken_on").desc(), F("pk").desc()),
        ("number", "title"),
        "state",
        {Decision.State.DRAFT.value: _("not signed yet"), Decision.State.SEALED.value: _("signed by both")},
    ),
    "warnings": Kind(_warnings, (F("pk").desc(),), ("pk", "text"), "raised_side", {}, shown=1),
}


def _first(name: str, kind: Kind, actor: Actor) -> QuerySet[Any]:
    number, title = kind.columns
    rows: QuerySet[Any] = (
        kind.rows(actor)
        .order_by()
        .annotate(
            kind_=Value(name, output_field=CharField()),
            rank=Window(RowNumber(), order_by=kind.order),
            number_=F(number),
            title_=Cast(title, TextField()),
            more_=Cast(kind.more, TextField()),
            total_=Window(Count("pk")),
        )
        .filter(rank__lte=kind.shown)
        .values_list("kind_", "rank", "number_", "title_", "space", "more_", "total_")
    )
    return rows


def latest_events(actor: Actor) -> list[Told]:
    events = TimelineEvent.objects.visible_to(actor).select_related("person")
    return told(events.order_by("-at", "-pk")[:EVENTS], actor.partnership.reference)
