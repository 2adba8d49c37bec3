"""Amounts as the reader's language writes numbers, with one pattern of money in all languages: the number and
the currency's code. Left to each language it would be "kr", "SEK", and "SEK" before the number."""

from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from django import template
from django.utils.translation import get_language

#: English is written as both sides of the North Sea know it.
LOCALES = {"sv": Locale("sv"), "nb": Locale("nb"), "en": Locale("en", "GB")}
WHOLE, WITH_MINOR_UNITS = "#,##0\xa0¤¤", "#,##0.00\xa0¤¤"

register = template.Library()


def locale() -> Locale:
    return LOCALES.get((get_language() or "en")[:2], LOCALES["en"])


@register.filter
def money(value: Decimal, currency: str) -> str:
    """A whole amount without minor units, any other with as many as its currency has."""
    if value == value.to_integral_value():
        return format_currency(value, currency, WHOLE, locale(), currency_digits=False)
    return format_currency(value, currency, WITH_MINOR_UNITS, locale())
