"""From answers to findings (domain.md §7.4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments.definitions import CANNOT_SAY, instrument
from assessments.results.arithmetic import Given, findings, lower_median, mean_of, status_of
from assessments.results.models import QuestionResult
from partnerships.sides import Side

CHECK = instrument("health_check")
QUESTION = CHECK.question("communications")
EXTENT = ["fully", "largely", "partly", "not_at_all"]
Status = QuestionResult.Status


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["fully"], "fully"),
        (["fully", "partly"], "partly"),
        (["fully", "largely", "partly"], "largely"),
        (["fully", "fully", "partly", "not_at_all"], "partly"),
        (["fully", CANNOT_SAY, CANNOT_SAY], "fully"),
        ([CANNOT_SAY], ""),
        ([], ""),
    ],
)
def test_the_middle_answer_and_of_two_the_worse(values: list[str], expected: str) -> None:
    assert lower_median(QUESTION, values) == expected


@given(st.lists(st.sampled_from(EXTENT), min_size=1, max_size=30))
def test_at_least_half_answered_as_well_as_the_combined_answer(values: list[str]) -> None:
    median = lower_median(QUESTION, values)
    steps = [QUESTION.steps(value) or 0 for value in values]
    combined = QUESTION.steps(median) or 0
    assert median in values
    assert sum(step >= combined for step in steps) * 2 >= len(steps)
    assert sum(step < combined for step in steps) * 2 < len(steps)


@pytest.mark.parametrize(
    ("customer", "supplier", "expected"),
    [
        ("fully", "largely", Status.GOING_WELL),
        ("largely", "partly", Status.ATTENTION),
        ("partly", "partly", Status.ATTENTION),
        ("fully", "partly", Status.GAP),
        ("not_at_all", "fully", Status.GAP),
        ("largely", "not_at_all", Status.GAP),
        ("fully", "", Status.NOT_ANSWERED),
        ("", "", Status.NOT_ANSWERED),
        ("", "not_at_all", Status.ATTENTION),
    ],
)
def test_what_two_answers_make(customer: str, supplier: str, expected: Status) -> None:
    assert status_of(QUESTION, {Side.CUSTOMER: customer, Side.SUPPLIER: supplier}) == expected


def test_a_side_with_fewer_than_three_shows_its_combined_answer_only() -> None:
    given_answers = [
        Given(Side.CUSTOMER, "communications", value) for value in ("fully", "partly", CANNOT_SAY)
    ]
    given_answers += [Given(Side.SUPPLIER, "communications", value) for value in ("fully", "partly")]
    found = next(f for f in findings(CHECK, given_answers) if f.question.key == "communications")
    assert found.answers == {Side.CUSTOMER: "partly", Side.SUPPLIER: "partly"}
    assert found.counts[Side.SUPPLIER] is None
    assert found.counts[Side.CUSTOMER] == {
        "fully": 1,
        "largely": 0,
        "partly": 1,
        "not_at_all": 0,
        CANNOT_SAY: 1,
    }


def test_comments_carry_their_side_and_empty_ones_go() -> None:
    given_answers = [
        Given(Side.SUPPLIER, "feedback", "", "  We hear it late.  "),
        Given(Side.CUSTOMER, "feedback", "fully", " "),
    ]
    found = next(f for f in findings(CHECK, given_answers) if f.question.key == "feedback")
    assert found.comments == [["supplier", "We hear it late."]]


def test_the_trend_is_the_mean_of_what_was_answered() -> None:
    found = findings(
        CHECK, [Given(Side.CUSTOMER, "feedback", "fully"), Given(Side.CUSTOMER, "communications", "partly")]
    )
    assert mean_of(Side.CUSTOMER, found) == 2.0
    assert mean_of(Side.SUPPLIER, found) is None
