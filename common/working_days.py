"""Public holidays: nobody is asked to meet on one of their own."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

#: No country rests longer than this in one go.
LONGEST_REST = 30


def working_day(day: date, countries: Collection[str]) -> date:
    """The day itself, or the next one that is a working day in all of these countries."""
    for ahead in range(LONGEST_REST):
        found = day + timedelta(days=ahead)
        if is_working_day(found, countries):
            return found
    return day


def is_working_day(day: date, countries: Collection[str]) -> bool:
    return day.weekday() < 5 and not any(day in _holidays(country, day.year) for country in countries)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    """None for a country that nobody named, or that the library does not know."""
    from holidays import country_holidays  # large, and asked for by few pages

    try:
        return frozenset(country_holidays(country.upper(), years=year))
    except NotImplementedError:
        return frozenset()
