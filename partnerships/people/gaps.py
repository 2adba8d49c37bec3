"""What is missing among the people (domain.md §2): each gap says what it is, and who can do what about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.contacts import Contact
from partnerships.sides import Level, Side, Stage


class Kind(StrEnum):
    """The most urgent first."""

    LEFT = "left"
    NO_SUCCESSOR = "no_successor"
    NO_ESCALATION = "no_escalation"
    NO_PEER = "no_peer"
    NEVER_TRIED = "never_tried"


#: What is missing, what to do about it, and what the button says.
WORDS: Final[dict[Kind, tuple[Any, Any, Any]]] = {
    Kind.LEFT: (
        _("%(who)s (%(part)s) has left %(organisation)s."),
        _("A successor takes over everything in one go."),
        _("Hand over"),
    ),
    Kind.NO_SUCCESSOR: (
        _("%(part)s: nobody since %(who)s stopped on %(day)s."),
        _("Give the role to somebody else."),
        _("Give the role"),
    ),
    Kind.NO_ESCALATION: (
        _("%(level)s level: no escalation contact."),
        _("Until one is named, the lead is asked."),
        _("Name one"),
    ),
    Kind.NO_PEER: (
        _("%(who)s (%(part)s) has no peer."),
        _("Contact is one to one: name the counterpart on the other side."),
        _("Name the peer"),
    ),
    Kind.NEVER_TRIED: (
        _("%(who)s and %(peer)s have never tried out their line."),
        _("Call or write once, and note that it works."),
        _("Note it"),
    ),
}


ORDER: Final = {kind: place for place, kind in enumerate(Kind)}
LEVELS: Final = {level: place for place, level in enumerate(Level)}


class Gap(NamedTuple):
    kind: Kind
    #: The side that can close it; a line between two belongs to both.
    side: Side | None
    level: Level
    contact: Contact | None = None

    def concerns(self, side: Side | str) -> bool:
        return self.side is None or self.side == side


class HasSides(Protocol):
    """What one asks of a partnership; a row or the model itself."""

    @property
    def state(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def supplier_id(self) -> int | None: ...


def sides_of(partnership: HasSides) -> tuple[Side, ...]:
    """The sides that are to have their people: none before a partnership binds, or after its end."""
    if partnership.state != Partnership.State.BINDING or partnership.stage == Stage.ENDED:
        return ()
    return tuple(Side) if partnership.supplier_id else (Side.CUSTOMER,)


def gaps(own: Iterable[Contact], sides: tuple[Side, ...]) -> list[Gap]:
    """What is missing in one partnership, in the order of ``Kind``."""
    return sorted(find_gaps(own, sides), key=_place)


def find_gaps(own: Iterable[Contact], sides: tuple[Side, ...]) -> Iterator[Gap]:
    """The same one after the other, those first where somebody has gone, for who only counts."""
    on = [contact for contact in own if contact.side in sides]
    yield from _people(on)
    yield from _escalation(on, sides)
    if len(sides) > 1:
        yield from _lines(on)


def _place(gap: Gap) -> tuple[int, int, tuple[int, str, int]]:
    by_person = gap.kind in (Kind.NO_PEER, Kind.NEVER_TRIED) and gap.contact is not None
    return ORDER[gap.kind], LEVELS[gap.level], gap.contact.place if by_person and gap.contact else (0, "", 0)


def _people(on: list[Contact]) -> Iterator[Gap]:
    gone = [contact for contact in on if contact.has_ended or contact.left_open]
    left, ended = set(), set()
    for contact in sorted(gone, key=lambda c: (c.role.until or date.max, c.role.pk), reverse=True):
        level, side = Level(contact.role.level), contact.side
        if contact.has_ended:
            if (side, contact.role.part) not in ended:
                ended.add((side, contact.role.part))
                yield Gap(Kind.NO_SUCCESSOR, side, level, contact)
        elif contact.role.person_id not in left:
            left.add(contact.role.person_id)
            yield Gap(Kind.LEFT, side, level, contact)


def _escalation(on: list[Contact], sides: tuple[Side, ...]) -> Iterator[Gap]:
    named = {(c.side, c.role.level) for c in on if c.role.is_escalation and c.counts}
    for side in sides:
        for level in Level:
            if (side, level) not in named:
                yield Gap(Kind.NO_ESCALATION, side, level)


def _lines(on: list[Contact]) -> Iterator[Gap]:
    for contact in on:
        if contact.lacks_peer:
            yield Gap(Kind.NO_PEER, contact.side, Level(contact.role.level), contact)
        elif contact.side is Side.CUSTOMER and contact.peer and contact.counts and not contact.tried:
            yield Gap(Kind.NEVER_TRIED, None, Level(contact.role.level), contact)


@dataclass(frozen=True)
class GapText:
    kind: str
    side: Side | None
    sentence: str
    advice: str
    url: str  # empty for those who cannot close it
    button: str


#: How many open things people have, by side and person.
OpenCounts = Mapping[tuple[Side, int], int]


def gap_texts(found: Iterable[Gap], actor: Actor, open_counts: OpenCounts) -> list[GapText]:
    return [_text_of(gap, actor, open_counts) for gap in found]


def _text_of(gap: Gap, actor: Actor, open_counts: OpenCounts) -> GapText:
    sentence, advice, button = _words(gap, actor.partnership)
    if gap.kind is Kind.LEFT and gap.contact:
        advice = _left(open_counts.get((gap.contact.side, gap.contact.role.person_id), 0), advice)
    needed = "try_line" if gap.kind is Kind.NEVER_TRIED else "manage_people"
    may = actor.may(needed) and gap.concerns(actor.side)
    if not may and gap.side and gap.side != actor.side:
        organisation = actor.partnership.organisation(gap.side)
        only = gettext("%(side)s can close this gap.") % {"side": organisation.name if organisation else ""}
        advice = only if gap.kind is not Kind.LEFT else f"{advice} {only}"
    return GapText(gap.kind, gap.side, sentence, advice, _url(gap, actor) if may else "", button)


def _left(count: int, advice: str) -> str:
    if not count:
        return advice
    said = ngettext("Left with %(count)s open thing.", "Left with %(count)s open things.", count)
    return f"{said % {'count': count}} {advice}"


def _words(gap: Gap, partnership: Partnership) -> tuple[str, str, str]:
    """What is missing, what to do about it, and what the button says."""
    sentence, advice, button = WORDS[gap.kind]
    organisation = partnership.organisation(gap.side) if gap.side else None
    facts = {"level": gap.level.label, "organisation": organisation.name if organisation else ""}
    if contact := gap.contact:
        role, peer = contact.role, contact.peer
        facts |= {
            "who": role.person.name,
            "part": role.get_part_display(),
            "peer": peer.role.person.name if peer else "",
            "day": date_format(role.until, "DATE_FORMAT") if role.until else "",
        }
    return str(sentence) % facts, str(advice), str(button)


def _url(gap: Gap, actor: Actor) -> str:
    reference, contact = actor.partnership.reference, gap.contact
    if contact is None:
        return reverse("escalation", args=[reference, gap.level])
    match gap.kind:
        case Kind.LEFT:
            return reverse("hand_over", args=[reference, contact.role.person_id])
        case Kind.NO_SUCCESSOR:
            asked = urlencode({"part": contact.role.part, "level": contact.role.level})
            return f"{reverse('give_role', args=[reference])}?{asked}"
        case Kind.NEVER_TRIED:
            return reverse("line", args=[reference, contact.role.pk])
    return reverse("role", args=[reference, contact.role.pk])
