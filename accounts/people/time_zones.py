"""Time zones as one chooses them: by part of the world, without the old names that mean the same."""

import zoneinfo
from functools import cache

REGIONS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)


@cache
def time_zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    names = sorted(zoneinfo.available_timezones())
    choices = [
        (region, [(name, _spoken(name)) for name in names if name.startswith(f"{region}/")])
        for region in REGIONS
    ]
    return [*choices, ("UTC", [("UTC", "UTC")])]


def _spoken(name: str) -> str:
    return name.split("/", 1)[1].replace("_", " ").replace("/", ", ")
