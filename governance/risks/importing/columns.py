"""The columns of the register as a table, out and in; in, other words of people are understood as well."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.tables.rows import Row, Unreadable
from common.text import composed


@dataclass(frozen=True)
class Column:
    key: str
    heading: Any
    #: What else people call it, separated by a bar.
    also: Any = ""
    is_needed: bool = True


COLUMNS: Final = (
    Column("number", _("Number"), _("no|nr|id|risk number"), is_needed=False),
    Column("event", _("What could happen"), _("event|risk|title")),
    Column("cause", _("Why it could happen"), _("cause|why could it happen")),
    Column("effect", _("What would follow"), _("effect|consequence|consequences")),
    Column("likelihood", _("Likelihood"), _("probability|how likely is it")),
    Column(
        "impact_customer",
        _("Impact on the customer"),
        _("customer impact|impact customer"),
    ),
    Column(
        "impact_supplier",
        _("Impact on the supplier"),
        _("supplier impact|impact supplier"),
    ),
    Column("target_likelihood", _("Wanted likelihood"), _("target likelihood"), False),
    Column(
        "target_impact_customer",
        _("Wanted impact on the customer"),
        _("target impact on the customer|target impact customer"),
        False,
    ),
    Column(
        "target_impact_supplier",
        _("Wanted impact on the supplier"),
        _("target impact on the supplier|target impact supplier"),
        False,
    ),
    Column("bears", _("Borne by"), _("who bears it|bears")),
    Column("manages", _("Managed by"), _("who manages it|manages")),
    Column("reason", _("Why they are best placed"), _("why are they best placed|reason")),
    Column("owner", _("Reviewed by"), _("owner|who reviews it|reviewer|risk owner")),
    Column("review_on", _("Next review"), _("review date|review|review on")),
    Column("state", _("State"), _("status"), False),
    Column("space", _("Who sees it"), _("space|visible to"), False),
)
HEADINGS: Final = {column.key: column.heading for column in COLUMNS}
#: As many names as make a line one of headings.
ENOUGH: Final = 3


def plain(heading: object) -> str:
    return re.sub(r"[\W_]+", " ", composed(str(heading or ""))).strip().casefold()


def names() -> dict[str, str]:
    """What a heading is called, in the reader's language and in English, and the column it means."""
    found: dict[str, str] = {}
    for language in (translation.get_language() or "en", "en"):
        with translation.override(language):
            for column in COLUMNS:
                for name in (column.heading, *str(column.also).split("|")):
                    found.setdefault(plain(name), column.key)
    return found


@dataclass(frozen=True)
class Headings:
    #: Where each column stands.
    places: dict[str, int]
    #: Headings that mean nothing here; their columns are left aside.
    ignored: list[str]
    #: How many cells a line has at most.
    width: int


def count_headings(row: Row) -> int:
    """How many columns a line names; 0 where it is no line of headings."""
    known = names()
    found = {known.get(plain(cell)) for cell in row.cells if isinstance(cell, str)} - {None}
    return len(found) if len(found) >= ENOUGH else 0


def headings_in(row: Row) -> Headings | None:
    """The columns that a line names; nothing where it is no line of headings. Raises where one is named
    twice."""
    known, places, ignored = names(), {}, []
    for place, cell in enumerate(row.cells):
        key = known.get(plain(cell)) if isinstance(cell, str) else None
        if key and key in places:
            raise Unreadable(
                gettext("Two columns are called “%(name)s”. Remove one of them.") % {"name": HEADINGS[key]}
            )
        if key:
            places[key] = place
        elif cell not in (None, ""):
            ignored.append(str(cell)[:60])
    return Headings(places, ignored, len(row.cells)) if len(places) >= ENOUGH else None


def refuse_missing(headings: Headings) -> None:
    missing = [str(c.heading) for c in COLUMNS if c.is_needed and c.key not in headings.places]
    if missing:
        message = gettext("These columns are missing: %(names)s. The export of the register has them all.")
        raise Unreadable(message % {"names": ", ".join(missing)})
