"""Openness: six questions that each side answers, and what agreeing on them switches on (domain.md §4)."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.access.actors import Actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side, Space


class Question(models.TextChoices):
    JOINT_BOARD = "joint_board", gettext_lazy("A joint project board")
    RISK_REGISTER = "risk_register", gettext_lazy("A single risk register")
    POTENTIAL_PROBLEMS = "potential_problems", gettext_lazy("Potential problems in the open")
    OPEN_BOOKS = "open_books", gettext_lazy("Open books")
    BUDGET_ACCOUNT = "budget_account", gettext_lazy("One budget account, run together")
    FEEDBACK = "feedback", gettext_lazy("Feedback in all directions (360°)")


class Answer(models.TextChoices):
    NO = "no", gettext_lazy("No")
    AGREED = "agreed", gettext_lazy("Agreed")
    IN_PLACE = "in_place", gettext_lazy("In place")


@dataclass(frozen=True)
class Meaning:
    #: What is asked, and what happens here once both sides have agreed.
    asks: Any
    switches: Any
    #: What there is without an agreement.
    until: Any = ""
    #: The page of the part that it switches on; nothing where it is kept outside Partnering.
    page: str = ""


MEANINGS: Final[dict[Question, Meaning]] = {
    Question.JOINT_BOARD: Meaning(
        gettext_lazy("Does one board of both sides steer the work, chaired by the SRO with the SRIE in it?"),
        gettext_lazy("A joint project board can be set up."),
        gettext_lazy("Other boards can be set up all the same."),
        "boards",
    ),
    Question.RISK_REGISTER: Meaning(
        gettext_lazy("Do both sides keep their risks in one register, and see the same scores?"),
        gettext_lazy("Risks that both sides see can be put into the register."),
        gettext_lazy("What is in the register can be read, and each side can keep risks of its own there."),
        "risks",
    ),
    Question.POTENTIAL_PROBLEMS: Meaning(
        gettext_lazy("Does each side say early what it sees coming, before anybody has to ask?"),
        gettext_lazy("Early warnings can be raised."),
        gettext_lazy("What was raised before can be read and closed."),
        "warnings",
    ),
    Question.OPEN_BOOKS: Meaning(
        gettext_lazy("Does the supplier show actual cost and margin, and the customer its budget?"),
        gettext_lazy(
            "Both sides are bound by the promise. The books themselves are kept outside Partnering."
        ),
    ),
    Question.BUDGET_ACCOUNT: Meaning(
        gettext_lazy("Is there one account for the budget that both sides run together?"),
        gettext_lazy("Both sides are bound by the promise. The account itself is kept outside Partnering."),
    ),
    Question.FEEDBACK: Meaning(
        gettext_lazy("Do people on both sides tell each other, up and down, how working together is?"),
        gettext_lazy(
            "Both sides are bound by the promise. The talks are held where you meet; the health check asks "
            "how it goes."
        ),
    ),
}
#: Who answers for a side.
ANSWERING: Final = (Part.LEAD, Part.SRO, Part.SRIE)
OPEN: Final = (Answer.AGREED, Answer.IN_PLACE)
ALL_AGREED: Final = {question.value: {side.value: "agreed" for side in Side} for question in Question}


class NotAgreed(ValidationError):
    """The sides have not agreed to run this part in the open."""

    def __init__(self, question: Question) -> None:
        said = _("Both sides have to agree on “%(question)s” first. Look under Openness who can do that.")
        super().__init__(said, code="not_agreed", params={"question": question.label})


def answer_of(partnership: Partnership, question: Question, side: Side) -> Answer:
    return Answer(partnership.openness.get(question.value, {}).get(side.value, Answer.NO))


def is_open(partnership: Partnership, question: Question) -> bool:
    """Whether both sides have at least agreed."""
    return all(answer_of(partnership, question, side) in OPEN for side in Side)


def must_be_open(partnership: Partnership, question: Question, space: str = Space.JOINT) -> None:
    """Raise, where something joint is to be added to a part that is not agreed. What is there already
    stays, and what a side keeps to itself needs no agreement."""
    if space == Space.JOINT and not is_open(partnership, question):
        raise NotAgreed(question)


@dataclass(frozen=True)
class OpennessState:
    """Where one side stands, and who may answer for it."""

    side: Side
    organisation: str
    answer: Answer
    people: list[str]

    @property
    def is_open(self) -> bool:
        return self.answer in OPEN


@dataclass(frozen=True)
class Closed:
    """A part that is not agreed, as its pages say it."""

    question: Question
    stands: list[OpennessState]
    #: Whether the reader can agree for their side, here and now.
    may_agree: bool

    @property
    def until(self) -> str:
        return str(MEANINGS[self.question].until)


def closed_part(actor: Actor, question: Question) -> Closed | None:
    """What to say on the pages of a part; nothing, and no query, where both sides have agreed."""
    partnership = actor.partnership
    if is_open(partnership, question):
        return None
    people = who_answers(partnership)
    stands = [openness_state(partnership, question, side, people[side]) for side in Side]
    is_missing = answer_of(partnership, question, actor.side) not in OPEN
    return Closed(question, stands, may_agree=is_missing and actor.may("answer_openness"))


def openness_state(
    partnership: Partnership, question: Question, side: Side, people: list[str]
) -> OpennessState:
    organisation = partnership.organisation(side)
    name = organisation.name if organisation else str(side.label)
    return OpennessState(side, name, answer_of(partnership, question, side), people)


def who_answers(partnership: Partnership) -> dict[Side, list[str]]:
    """The names of those who may answer for each side."""
    found: dict[Side, list[str]] = {side: [] for side in Side}
    roles = Role.objects.current().filter(partnership=partnership, part__in=ANSWERING)
    for role in roles.select_related("person").order_by("pk"):
        if role.person.name not in found[Side(role.side)]:
            found[Side(role.side)].append(role.person.name)
    return found
