"""Time zones as one chooses them: those of the Nordic countries and their neighbours first, then by part of
the world, without the old names that mean the same."""

import zoneinfo
from functools import cache
from typing import Final

from babel.dates import get_timezone_location
from django.utils.translation import pgettext

from common.money import locale

COMMON: Final = (
    *("Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen", "Europe/Helsinki", "Atlantic/Reykjavik"),
    *("Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Warsaw", "Europe/Tallinn"),
)
REGIONS: Final = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each once, in groups; the cities of the first group in the reader's language."""
    common = [(name, get_timezone_location(name, locale=locale(), return_city=True)) for name in COMMON]
    return [(pgettext("time zones", "Common"), common), *_by_region()]


@cache
def _by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    names = sorted(zoneinfo.available_timezones() - set(COMMON))
    choices = [
        (region, [(name, _spoken(name)) for name in names if name.startswith(f"{region}/")])
        for region in REGIONS
    ]
    return [*choices, ("UTC", [("UTC", "UTC")])]


def _spoken(name: str) -> str:
    return name.split("/", 1)[1].replace("_", " ").replace("/", ", ")
