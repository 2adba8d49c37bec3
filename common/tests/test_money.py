from datetime import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import date_format

from common.money import money


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("sv", "1234567.5", "SEK", "1 234 567,50 SEK"),
        ("nb", "1234567.5", "NOK", "1 234 567,50 NOK"),
        ("en", "1234567.5", "SEK", "1,234,567.50 SEK"),
        ("sv", "1200000.00", "SEK", "1 200 000 SEK"),
        ("en", "-0.5", "EUR", "-0.50 EUR"),
        ("sv", "1234.567", "KWD", "1 234,567 KWD"),
        ("de", "1000", "EUR", "1,000 EUR"),
    ],
)
def test_one_pattern_in_every_language(language: str, amount: str, currency: str, shown: str) -> None:
    with translation.override(language):
        assert money(Decimal(amount), currency).replace("\xa0", " ") == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("sv", "3 mars 2027 kl. 14:05"), ("nb", "3. mars 2027 kl. 14:05"), ("en", "3 March 2027, 14:05")],
)
def test_a_moment_is_written_as_in_each_country(language: str, shown: str) -> None:
    with translation.override(language):
        assert date_format(datetime(2027, 3, 3, 14, 5), "DATETIME_FORMAT") == shown
