"""One organisation's number is written in many ways, and is one number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.organisations.identifiers import (
    FORMS,
    country_code,
    digits_notice,
    has_wrong_digits,
    normalise_identifier,
    possible_identifiers,
)

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
        ("Org.nr 556000-1234", "SE", "SE5560001234"),
        ("org.nr: 556000-1234", "SE", "SE5560001234"),
        ("Organisationsnummer 16556000-1234", "SE", "SE5560001234"),
        ("VAT no. SE556000123401", "", "SE5560001234"),
        ("Momsreg.nr SE 556000-1234 01", "SE", "SE5560001234"),
        ("SE-ON-556000-1234", "", "SE5560001234"),
        ("556000\u20111234", "SE", "SE5560001234"),
        ("556000\u22121234", "SE", "SE5560001234"),
        ("556000\u2009\u200b1234", "SE", "SE5560001234"),
        ("Organisasjonsnummer: 943 184 097", "NO", "NO943184097"),
        ("Foretaksregisteret NO 943 184 097 MVA", "NO", "NO943184097"),
        ("no. 943184097", "NO", "NO943184097"),
        ("NO-BRC-943184097", "", "NO943184097"),
        ("CVR-nr. 13 58 56 28", "DK", "DK13585628"),
        ("Y-tunnus: 2077474-0", "FI", "FI20774740"),
        ("SIRET 732 829 320 00074", "FR", "FR732829320"),
        ("GB-COH-1234567", "", "GB01234567"),
        ("Company No. 01234567", "GB", "GB01234567"),
        ("USt-IdNr. DE136695976", "DE", "DE136695976"),
        ("VAT ID DE136695976", "", "DE136695976"),
        ("DE136695976", "SE", "DE136695976"),
        ("DE136695970", "SE", ""),
        ("Org.nr", "SE", ""),
        ("saknas", "SE", ""),
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


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("SE1234567897", "SE1234567898"),
        ("NO988077917", "NO988077918"),
        ("DK13585628", "DK13585629"),
        ("FI20774740", "FI20774741"),
        ("FR552008443", "FR552008444"),
        ("BE0428759497", "BE0431150351"),
        ("EE12345678", "EE12345679"),
        ("IS4504013150", "IS5305750299"),
    ],
)
def test_a_check_digit_that_does_not_fit_is_told(right: str, wrong: str) -> None:
    assert (has_wrong_digits(right), has_wrong_digits(wrong)) == (False, True)
    assert wrong in digits_notice(right, wrong)
    assert digits_notice(right, "", "DEHRB12345") == ""


def test_a_number_without_a_country_may_be_that_of_several() -> None:
    assert {"SE5560001234", "IS5560001234"} <= set(possible_identifiers("556000-1234"))
    assert possible_identifiers("n/a") == []
