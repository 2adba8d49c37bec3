"""What is missing among the people (domain.md §2): what each vacancy is, and who can do what about it."""

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
from partnerships.sides import NEEDED, USUAL_LEVEL, Level, Part, Side, Stage


class Kind(StrEnum):
    """The most urgent first."""

    LEFT = "left"
    NO_SUCCESSOR = "no_successor"
    NOBODY = "nobody"
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
    Kind.NOBODY: (
        _("%(part)s: nobody at %(organisation)s yet."),
        _("Give the role to somebody."),
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


class Vacancy(NamedTuple):
    kind: Kind
    #: The side that can close it; a line between two belongs to both.
    side: Side | None
    level: Level
    contact: Contact | None = None
    #: The role, where there is no contact that says it.
    part: Part | None = None

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


def vacancies(own: Iterable[Contact], sides: tuple[Side, ...]) -> list[Vacancy]:
    """What is missing in one partnership, in the order of ``Kind``."""
    return sorted(find_vacancies(own, sides), key=_place)


def find_vacancies(own: Iterable[Contact], sides: tuple[Side, ...]) -> Iterator[Vacancy]:
    """The same one after the other, those first where somebody has gone, for who only counts."""
    on = [contact for contact in own if contact.side in sides]
    yield from _people(on)
    yield from _needed(on, sides)
    yield from _escalation(on, sides)
    if len(sides) > 1:
        yield from _lines(on)


def _place(vacancy: Vacancy) -> tuple[int, int, tuple[int, str, int]]:
    by_person = vacancy.kind in (Kind.NO_PEER, Kind.NEVER_TRIED) and vacancy.contact is not None
    return (
        ORDER[vacancy.kind],
        LEVELS[vacancy.level],
        vacancy.contact.place if by_person and vacancy.contact else (0, "", 0),
    )


def _people(on: list[Contact]) -> Iterator[Vacancy]:
    gone = [contact for contact in on if contact.has_ended or contact.left_open]
    left, ended = set(), set()
    for contact in sorted(gone, key=lambda c: (c.role.until or date.max, c.role.pk), reverse=True):
        level, side = Level(contact.role.level), contact.side
        if contact.has_ended:
            if (side, contact.role.part) not in ended:
                ended.add((side, contact.role.part))
                yield Vacancy(Kind.NO_SUCCESSOR, side, level, contact)
        elif contact.role.person_id not in left:
            left.add(contact.role.person_id)
            yield Vacancy(Kind.LEFT, side, level, contact)


def _needed(on: list[Contact], sides: tuple[Side, ...]) -> Iterator[Vacancy]:
    """Whom each side has to have. Where somebody has gone, that is said of them."""
    known = {(c.side, c.role.part) for c in on if c.counts or c.is_coming or c.has_ended or c.left_open}
    for side in sides:
        for part in NEEDED[side]:
            if (side, part) not in known:
                yield Vacancy(Kind.NOBODY, side, USUAL_LEVEL[part], part=part)


def _escalation(on: list[Contact], sides: tuple[Side, ...]) -> Iterator[Vacancy]:
    named = {(c.side, c.role.level) for c in on if c.role.is_escalation and c.counts}
    for side in sides:
        for level in Level:
            if (side, level) not in named:
                yield Vacancy(Kind.NO_ESCALATION, side, level)


def _lines(on: list[Contact]) -> Iterator[Vacancy]:
    for contact in on:
        if contact.lacks_peer:
            yield Vacancy(Kind.NO_PEER, contact.side, Level(contact.role.level), contact)
        elif contact.side is Side.CUSTOMER and contact.peer and contact.counts and not contact.tried:
            yield Vacancy(Kind.NEVER_TRIED, None, Level(contact.role.level), contact)


@dataclass(frozen=True)
class VacancyText:
    kind: str
    side: Side | None
    sentence: str
    advice: str
    url: str  # empty for those who cannot close it
    button: str


#: How many open things people have, by side and person.
OpenCounts = Mapping[tuple[Side, int], int]


def vacancy_texts(
    found: Iterable[Vacancy], actor: Actor, open_counts: OpenCounts, invited: Mapping[str, str]
) -> list[VacancyText]:
    """``invited`` are the names of those who are invited on the actor's side, by role."""
    return [_text_of(vacancy, actor, open_counts, invited) for vacancy in found]


def _text_of(
    vacancy: Vacancy, actor: Actor, open_counts: OpenCounts, invited: Mapping[str, str]
) -> VacancyText:
    sentence, advice, button = _words(vacancy, actor.partnership)
    who = invited.get(vacancy.part or "") if vacancy.side == actor.side else None
    if who:
        advice = gettext("%(who)s is invited, and has not accepted yet.") % {"who": who}
    if vacancy.kind is Kind.LEFT and vacancy.contact:
        advice = _left(open_counts.get((vacancy.contact.side, vacancy.contact.role.person_id), 0), advice)
    needed = "try_line" if vacancy.kind is Kind.NEVER_TRIED else "manage_people"
    may = actor.may(needed) and vacancy.concerns(actor.side)
    if not may and vacancy.side and vacancy.side != actor.side:
        organisation = actor.partnership.organisation(vacancy.side)
        only = gettext("%(side)s can see to it.") % {"side": organisation.name if organisation else ""}
        advice = only if vacancy.kind is not Kind.LEFT else f"{advice} {only}"
    return VacancyText(
        vacancy.kind, vacancy.side, sentence, advice, _url(vacancy, actor) if may else "", button
    )


def _left(count: int, advice: str) -> str:
    if not count:
        return advice
    said = ngettext("Left with %(count)s open thing.", "Left with %(count)s open things.", count)
    return f"{said % {'count': count}} {advice}"


def _words(vacancy: Vacancy, partnership: Partnership) -> tuple[str, str, str]:
    """What is missing, what to do about it, and what the button says."""
    sentence, advice, button = WORDS[vacancy.kind]
    organisation = partnership.organisation(vacancy.side) if vacancy.side else None
    facts = {"level": vacancy.level.label, "organisation": organisation.name if organisation else ""}
    if vacancy.part:
        facts["part"] = vacancy.part.label
    if contact := vacancy.contact:
        role, peer = contact.role, contact.peer
        facts |= {
            "who": role.person.name,
            "part": role.get_part_display(),
            "peer": peer.role.person.name if peer else "",
            "day": date_format(role.until, "DATE_FORMAT") if role.until else "",
        }
    return str(sentence) % facts, str(advice), str(button)


def _url(vacancy: Vacancy, actor: Actor) -> str:
    reference, contact = actor.partnership.reference, vacancy.contact
    if vacancy.part:
        return f"{reverse('give_role', args=[reference])}?{urlencode({'part': vacancy.part})}"
    if contact is None:
        return reverse("escalation", args=[reference, vacancy.level])
    match vacancy.kind:
        case Kind.LEFT:
            return reverse("hand_over", args=[reference, contact.role.person_id])
        case Kind.NO_SUCCESSOR:
            asked = urlencode({"part": contact.role.part, "level": contact.role.level})
            return f"{reverse('give_role', args=[reference])}?{asked}"
        case Kind.NEVER_TRIED:
            return reverse("line", args=[reference, contact.role.pk])
    return reverse("role", args=[reference, contact.role.pk])
