"""Closed health checks to look at, written as closing writes them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assessments.instruments.definitions import CANNOT_SAY, Question, instrument
from assessments.results.arithmetic import GAP_STEPS
from assessments.results.models import QuestionResult
from assessments.rounds.models import Round
from partnerships.lifecycle.models import Partnership

LETTERS = {"f": "fully", "l": "largely", "p": "partly", "n": "not_at_all", "-": ""}
#: Customer's and supplier's answer to each question, in the instrument's order.
THIS_YEAR = ["ff", "pl", "lf", "lp", "ll", "pf", "ff", "ll", "fp", "ll", "lf", "pp", "ll", "lf"]
LAST_YEAR = ["lf", "pl", "ll", "pp", "ll", "pp", "ff", "lp", "lp", "ll", "lf", "pp", "-l", "lf"]
COMMENTS: dict[str, list[list[str]]] = {
    "information_sharing": [
        ["supplier", "We hear of budget changes when the order is already cut."],
        ["customer", "We send everything to the shared folder every month."],
    ],
    "systems_access": [["customer", "The cost ledger is a PDF; we cannot count with it."]],
}


def status_of(question: Question, customer: str, supplier: str) -> str:
    steps = [s for s in (question.steps(customer), question.steps(supplier)) if s is not None]
    if len(steps) == 2 and abs(steps[0] - steps[1]) >= GAP_STEPS:
        return QuestionResult.Status.GAP
    if {customer, supplier} & question.attention_on:
        return QuestionResult.Status.ATTENTION
    return QuestionResult.Status.GOING_WELL if len(steps) == 2 else QuestionResult.Status.NOT_ANSWERED


def counts_of(question: Question, value: str, answered: int) -> dict[str, int] | None:
    """A spread that has the value in the middle; nothing where fewer than three answered."""
    if answered < 3 or not value:
        return None
    counts = dict.fromkeys([*question.answers, CANNOT_SAY], 0)
    counts[value] = answered - 1
    counts[CANNOT_SAY] += 1
    return counts


def closed_round(
    partnership: Partnership,
    *,
    year: int = 2026,
    answers: list[str] = THIS_YEAR,
    answered: tuple[int, int] = (6, 5),
    asked: tuple[int, int] = (6, 6),
    comments: Mapping[str, list[list[str]]] = COMMENTS,
    **fields: Any,
) -> Round:
    """A closed check with its results. ``answers`` holds two letters a question: "fp" is fully from the
    customer and partly from the supplier, "-" no answer."""
    closed_at = datetime(year, 11, 12, 12, tzinfo=UTC)
    round = Round.objects.create(
        partnership=partnership,
        anniversary=date(year, partnership.start.month, partnership.start.day),
        opened_at=closed_at - timedelta(days=28),
        closes_at=closed_at,
        customer_asked=asked[0],
        supplier_asked=asked[1],
        customer_answered=answered[0],
        supplier_answered=answered[1],
        **fields,
    )
    results = []
    questions = instrument("health_check", 1).questions
    for position, (question, letters) in enumerate(zip(questions, answers, strict=True), start=1):
        customer, supplier = (LETTERS[letter] for letter in letters)
        results.append(
            QuestionResult(
                round=round,
                position=position,
                question_key=question.key,
                status=status_of(question, customer, supplier),
                customer_answer=customer,
                supplier_answer=supplier,
                customer_counts=counts_of(question, customer, answered[0]),
                supplier_counts=counts_of(question, supplier, answered[1]),
                comments=list(comments.get(question.key, [])),
            )
        )
    QuestionResult.objects.bulk_create(results)
    _write_figures(round, results)
    round.closed_at = closed_at
    round.save()
    return round


def _write_figures(round: Round, results: list[QuestionResult]) -> None:
    statuses = [result.status for result in results]
    round.going_well = statuses.count(QuestionResult.Status.GOING_WELL)
    round.gaps = statuses.count(QuestionResult.Status.GAP)
    round.attention = statuses.count(QuestionResult.Status.ATTENTION) + round.gaps
    round.not_answered = statuses.count(QuestionResult.Status.NOT_ANSWERED)
    steps = {"fully": 3, "largely": 2, "partly": 1, "not_at_all": 0}
    for side in ("customer", "supplier"):
        given = [steps[v] for r in results if (v := getattr(r, f"{side}_answer"))]
        setattr(round, f"{side}_mean", sum(given) / len(given) if given else None)
