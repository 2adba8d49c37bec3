"""The collaboration annex: what is agreed here, put together for the contract (domain.md §4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from accounts.people.models import Person
from governance.boards.models import Board
from governance.boards.selectors import BoardSummary, board_summary, cadence_in_words
from governance.concerns.models import LEVELS, escalation_policy_of
from governance.ideas.models import Idea
from governance.openness.selectors import MEANINGS, Answer, Question, answer_of, is_open
from partnerships.lifecycle.models import Partnership
from partnerships.people.contacts import escalation_contacts
from partnerships.people.models import Role
from partnerships.sides import Level, Part, Side, Space

#: The charter's sections that are joint processes; those that the parties added themselves are, too.
PROCESSES: Final = ("problems", "communication", "decisions")
#: A contract wants to know who is responsible, not who else may look.
MOST_ROLES: Final = 200
MOST_BOARDS: Final = 40


@dataclass(frozen=True)
class EscalationLevel:
    """One level of the escalation policy."""

    level: Level
    working_days: int
    contacts: dict[Side, list[Role]]


@dataclass(frozen=True)
class AreaOfIdeas:
    area: str
    live: int
    #: Those who sponsor an idea there, by side.
    sponsors: dict[Side, list[str]]


@dataclass(frozen=True)
class OpenQuestion:
    question: Question
    asks: object
    answers: list[Answer]
    is_open: bool


@dataclass(frozen=True)
class CollaborationAnnex:
    roles: list[tuple[Side, str, list[Role]]]
    faces: list[tuple[str, list[Role]]]
    boards: list[tuple[BoardSummary, list[str]]]
    levels: list[EscalationLevel]
    areas: list[AreaOfIdeas]
    stages: list[str]
    openness: list[OpenQuestion]


def collaboration_annex_of(partnership: Partnership) -> CollaborationAnnex:
    """Only what both sides see."""
    roles = list(_roles(partnership)[:MOST_ROLES])
    boards = Board.objects.filter(partnership=partnership, space=Space.JOINT).open()
    first = list(boards.select_related("chair").order_by("number")[:MOST_BOARDS])
    shown = board_summary(first, partnership.today())
    return CollaborationAnnex(
        roles=[_of_side(partnership, side, roles) for side in Side],
        faces=_faces(roles),
        boards=[(one, cadence_in_words(one.board)) for one in shown],
        levels=_levels(partnership),
        areas=_areas(partnership),
        stages=[str(stage.label) for stage in Idea.Stage],
        openness=[
            OpenQuestion(
                question,
                meaning.asks,
                [answer_of(partnership, question, side) for side in Side],
                is_open(partnership, question),
            )
            for question, meaning in MEANINGS.items()
        ],
    )


def _roles(partnership: Partnership) -> QuerySet[Role]:
    current = Role.objects.current().filter(partnership=partnership).exclude(part=Part.READER)
    return current.select_related("person", "peer__person").order_by("side", "pk")


def _of_side(partnership: Partnership, side: Side, roles: list[Role]) -> tuple[Side, str, list[Role]]:
    """The roles of a side, the strategic level first."""
    levels = list(Level)
    own = sorted((role for role in roles if role.side == side), key=lambda r: levels.index(Level(r.level)))
    organisation = partnership.organisation(side)
    return side, organisation.name if organisation else str(side.label), own


def _faces(roles: list[Role]) -> list[tuple[str, list[Role]]]:
    """The supplier's faces, as far as somebody carries them."""
    found: dict[str, list[Role]] = {}
    for role in roles:
        if role.face:
            found.setdefault(role.get_face_display(), []).append(role)
    return list(found.items())


def _levels(partnership: Partnership) -> list[EscalationLevel]:
    policy, levels = escalation_policy_of(partnership), []
    for level in LEVELS:
        contacts: dict[Side, list[Role]] = {side: [] for side in Side}
        for role in escalation_contacts(partnership.pk, level):
            contacts[Side(role.side)].append(role)
        levels.append(EscalationLevel(level, policy.days_on(level), contacts))
    return levels


def _areas(partnership: Partnership) -> list[AreaOfIdeas]:
    live = Idea.objects.filter(partnership=partnership, space=Space.JOINT).live()
    ideas = list(live.select_related("customer_sponsor", "supplier_sponsor").order_by("pk"))
    found = []
    for area in Idea.Area:
        own = [idea for idea in ideas if idea.area == area]
        sponsors = {
            Side.CUSTOMER: _names(idea.customer_sponsor for idea in own),
            Side.SUPPLIER: _names(idea.supplier_sponsor for idea in own),
        }
        found.append(AreaOfIdeas(str(area.label), len(own), sponsors))
    return found


def _names(people: Iterable[Person | None]) -> list[str]:
    return list(dict.fromkeys(person.name for person in people if person))
