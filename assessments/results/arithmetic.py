"""From answers to findings (domain.md §7.4): pure arithmetic, no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assessments.instruments.definitions import CANNOT_SAY, Instrument, Question
from assessments.respondents.people import ENOUGH_TO_SHOW
from assessments.results.models import QuestionResult
from partnerships.sides import Side

#: So many steps between the sides are a gap.
GAP_STEPS = 2

Status = QuestionResult.Status


@dataclass(frozen=True)
class Given:
    """One answer as it counts for the result: whose side, which question, what."""

    side: Side
    question_key: str
    value: str
    comment: str = ""


@dataclass
class Finding:
    question: Question
    status: Status
    answers: dict[Side, str] = field(default_factory=dict)  # the lower median, "" where nobody answered
    counts: dict[Side, dict[str, int] | None] = field(default_factory=dict)
    comments: list[list[str]] = field(default_factory=list)  # [side, text]


def lower_median(question: Question, values: Iterable[str]) -> str:
    """The middle answer, and of an even number the worse of the two in the middle. "Cannot say" is not
    counted; without any other answer the result is empty."""
    scored = sorted(
        (v for v in values if question.steps(v) is not None), key=lambda v: question.steps(v) or 0
    )
    return scored[(len(scored) - 1) // 2] if scored else ""


def status_of(question: Question, answers: Mapping[Side, str]) -> Status:
    """A gap before all else, then attention from either side, then going well where both answered."""
    steps = [question.steps(value) for value in answers.values() if value]
    known = [step for step in steps if step is not None]
    if len(known) == len(Side) and max(known) - min(known) >= GAP_STEPS:
        return Status.GAP
    if any(value in question.attention_on for value in answers.values()):
        return Status.ATTENTION
    return Status.GOING_WELL if len(known) == len(Side) else Status.NOT_ANSWERED


def findings(instrument: Instrument, given: Sequence[Given]) -> list[Finding]:
    """One finding a question, in the instrument's order. Comments come in the order given: the caller
    shuffles, so that their order tells nothing."""
    by_question: dict[str, list[Given]] = {}
    for answer in given:
        by_question.setdefault(answer.question_key, []).append(answer)
    return [_finding(question, by_question.get(question.key, [])) for question in instrument.questions]


def _finding(question: Question, given: list[Given]) -> Finding:
    values = {side: [a.value for a in given if a.side == side and a.value] for side in Side}
    answers = {side: lower_median(question, values[side]) for side in Side}
    return Finding(
        question=question,
        status=status_of(question, answers),
        answers=answers,
        counts={side: _counts(question, values[side]) for side in Side},
        comments=[[a.side.value, a.comment.strip()] for a in given if a.comment.strip()],
    )


def _counts(question: Question, values: list[str]) -> dict[str, int] | None:
    if len(values) < ENOUGH_TO_SHOW:
        return None
    counted = Counter(values)
    return {value: counted[value] for value in (*question.answers, CANNOT_SAY)}


def mean_of(side: Side, found: Iterable[Finding]) -> float | None:
    """Mean of a side's answers in steps, 0 (worst) to 3; only the trend line uses it."""
    steps = [s for f in found if (s := f.question.steps(f.answers[side])) is not None]
    return round(sum(steps) / len(steps), 2) if steps else None
