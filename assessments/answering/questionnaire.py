"""One respondent's own way through the questions: what is answered, what comes next. It reads the answers
of this respondent and of nobody else."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from assessments.answering.models import Answer
from assessments.instruments.definitions import ANSWER_LABELS, CANNOT_SAY, Instrument, Question, Section
from assessments.respondents.models import Respondent
from assessments.respondents.people import ENOUGH_TO_SHOW, asked_alike
from assessments.rounds.models import Round


@dataclass(frozen=True)
class Line:
    """A question in the respondent's overview, with their own answer."""

    number: int
    question: Question
    section: Section
    answer: Answer | None

    @property
    def is_answered(self) -> bool:
        return bool(self.answer and self.answer.value)

    @property
    def label(self) -> Any:
        return ANSWER_LABELS[self.answer.value] if self.answer and self.answer.value else ""


class Questionnaire:
    def __init__(self, respondent: Respondent, round: Round) -> None:
        self.respondent = respondent
        self.round = round
        self.instrument: Instrument = round.instrument
        self.questions = self.instrument.questions_of(uses_service=respondent.uses_service)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return {answer.question_key: answer for answer in self.respondent.answers.all()}

    @cached_property
    def lines(self) -> list[Line]:
        return [
            Line(number, question, self.instrument.section_of(question.key), self.answers.get(question.key))
            for number, question in enumerate(self.questions, start=1)
        ]

    def line(self, key: str) -> Line:
        """Raises ``KeyError`` for a question that this round does not ask."""
        for line in self.lines:
            if line.question.key == key:
                return line
        raise KeyError(key)

    def before(self, line: Line) -> Line | None:
        return self.lines[line.number - 2] if line.number > 1 else None

    def after(self, line: Line) -> Line | None:
        return self.lines[line.number] if line.number < len(self.lines) else None

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def answered(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if not line.is_answered]

    @property
    def has_begun(self) -> bool:
        return bool(self.answers)

    @property
    def is_finished(self) -> bool:
        return self.respondent.finished_at is not None

    @cached_property
    def is_recognised(self) -> bool:
        """One of so few on a side that the answer will be known as theirs."""
        asked = self.round.respondents.filter(side=self.respondent.side, revoked_at=None)
        return asked_alike(self.respondent, asked) < ENOUGH_TO_SHOW

    @property
    def saved_at(self) -> datetime | None:
        """When the respondent saved something last."""
        return max((answer.saved_at for answer in self.answers.values()), default=None)


def choices(question: Question) -> list[tuple[str, Any]]:
    """What can be ticked, best first, "cannot say" last."""
    return [*question.answers.items(), (CANNOT_SAY, ANSWER_LABELS[CANNOT_SAY])]
