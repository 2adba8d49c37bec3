"""What stands in a cell, and what it means; what could mean two things is refused."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from common.csv_rows import as_typed, harmless
from common.tables.cells import day_in, text_in
from common.tables.rows import Broken
from governance.risks.importing.cells import number_in, party_in, score_in
from governance.risks.models import Impact

DAY = date(2027, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        "2027-03-04", "2027-3-4", "2027/03/04", "20270304", "04.03.2027", "4. 3. 2027", " 4.3.2027 ",
        "2027-03-04T00:00:00", datetime(2027, 3, 4), datetime(2027, 3, 4, 12), DAY,
    ],
)  # fmt: skip
def test_a_day_in_many_forms(cell: Any) -> None:
    assert day_in(cell) == DAY


def test_a_day_with_slashes_where_only_one_reading_is_left() -> None:
    assert day_in("31/12/2027") == day_in("12/31/2027") == day_in("31-12-2027") == date(2027, 12, 31)
    assert day_in("05/05/2027") == date(2027, 5, 5)
    assert day_in("") is day_in(None) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("04/03/2027", "which number is the month? Write it as 2027-03-04"),
        ("04-03-2027", "can be two days"),
        ("31.02.2027", "no such day"),
        ("4.3.27", "is no day"),
        ("soon", "Write it as 2026-12-31"),
        (46000, "is no day"),
        (20270304, "is no day"),
        (Broken("a formula without its result"), "a formula without its result"),
    ],
)
def test_what_is_no_day_or_two(cell: Any, said: str) -> None:
    with pytest.raises(ValidationError, match=said.replace("?", r"\?")):
        day_in(cell)


def test_scores() -> None:
    assert [score_in(cell, Impact) for cell in (4, "4", 4.0, "4.0", "4 – serious", "Serious")] == [4] * 6
    for cell in (0, 6, "4.5", 4.5, -1, "enormous", "٤", True):
        with pytest.raises(ValidationError, match="none of the scores"):
            score_in(cell, Impact)


def test_parties_by_their_word_or_name() -> None:
    names = {"nordlys skolsystem ab": "supplier"}
    assert party_in("Shared", names) == party_in("both", names) == "shared"
    assert party_in("Nordlys Skolsystem AB", names) == party_in("supplier", names) == "supplier"
    with pytest.raises(ValidationError, match="none of: Customer, Supplier, Shared"):
        party_in("Somebody else", names)


def test_numbers_of_risks() -> None:
    assert [number_in(cell) for cell in ("R-7", "r7", "7", 7, 7.0, "", None)] == [7, 7, 7, 7, 7, None, None]
    for cell in ("R-x", "0", "7.5", "9" * 20):
        with pytest.raises(ValidationError, match="is no number of a risk"):
            number_in(cell)


@pytest.mark.parametrize("text", ["=1+1", "'=1", "-2", "it's", "'quoted'", "''=x", " =x", "@a", "plain", "'"])
def test_what_was_made_harmless_comes_back_as_it_was(text: str) -> None:
    assert as_typed(harmless(text)) == text
    assert text_in(harmless(text)) == text.strip()
