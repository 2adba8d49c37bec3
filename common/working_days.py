"""Public holidays, and the eves on which nobody works: nobody is asked to meet on one of their own."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import Final

#: No country rests longer than this in one go.
LONGEST_REST = 30
#: What the library keeps apart and is no working day all the same: days that a law puts on a level with
#: Sundays (Sweden's eves), and those on which work ends at noon.
RESTING: Final = ("public", "de_facto", "half_day")
CHRISTMAS_EVE, NEW_YEARS_EVE = (12, 24), (12, 31)
#: Days off by agreement or custom, which the library does not name for these.
EVES: Final = dict.fromkeys(("AT", "DE", "DK", "FI", "IS", "NO", "SE"), (CHRISTMAS_EVE, NEW_YEARS_EVE))


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

    country = country.upper()
    try:
        known = country_holidays(country, years=year).supported_categories
        days = country_holidays(country, years=year, categories=[name for name in RESTING if name in known])
    except NotImplementedError:
        return frozenset()
    return frozenset(days) | {date(year, month, day) for month, day in EVES.get(country, ())}
