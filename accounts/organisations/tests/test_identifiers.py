"""One organisation's number is written in many ways, and is one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.organisations.identifiers import FORMS, country_code, normalise_identifier

COUNTRIES = [*FORMS, "DE", "GB", "US", ""]


@pytest.mark.parametrize(
    ("raw", "country", "number"),
    [
        ("974 761 157", "NO", "NO974761157"),
        ("NO943184097MVA", "NO", "NO943184097"),
        ("943.184.097", "Norge", "NO943184097"),
        ("NO 943 184 097 MVA", "", "NO943184097"),
        ("556000-1234", "SE", "SE5560001234"),
        ("SE556000123401", "SE", "SE5560001234"),
        ("16556000-1234", "SWE", "SE5560001234"),
        ("123 456 789", "FR", "FR123456789"),
        ("12345678900011", "FR", "FR123456789"),
        ("1234567-8", "FI", "FI12345678"),
        ("1234567", "United Kingdom", "GB01234567"),
        ("HRB 12345", "DE", "DEHRB12345"),
        ("943184097", "", ""),  # whose number is that?
        ("916794223", "SE", ""),  # no Swedish number looks so
        ("-", "NO", ""),
        ("1", "NO", ""),
        ("000000000", "NO", ""),
        ("n/a", "DE", ""),
        ("9" * 500, "DE", ""),
    ],
)
def test_ways_of_writing(raw: str, country: str, number: str) -> None:
    assert normalise_identifier(raw, country) == number


def test_countries_are_understood_as_notices_write_them() -> None:
    assert [country_code(raw) for raw in ("no", "NOR", "Norway", " norge ", "USA", "Atlantis", "")] == [
        "NO",
        "NO",
        "NO",
        "NO",
        "US",
        "",
        "",
    ]


@given(st.text(max_size=60), st.sampled_from(COUNTRIES))
def test_what_is_normalised_stays_as_it_is(raw: str, country: str) -> None:
    once = normalise_identifier(raw, country)
    assert normalise_identifier(once, country) == once
    assert len(once) <= 64


@given(st.integers(10**8, 10**9 - 1), st.sampled_from(["", " ", ".", "-", "\u00a0"]), st.booleans())
def test_spaces_dots_prefix_and_suffix_make_no_difference(number: int, between: str, full: bool) -> None:
    digits = str(number)
    written = between.join(digits[at : at + 3] for at in (0, 3, 6))
    expected = normalise_identifier(digits, "NO")
    assert normalise_identifier(f"NO {written} MVA" if full else written, "NO") == expected
    assert expected in ("", f"NO{digits}")
