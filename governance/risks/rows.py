"""The register of risks as its page shows it: each line worded once, from plain columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.risks.matrix import level_in_words
from governance.risks.models import Party, Risk, level_of
from partnerships.sides import Space

#: What is read of each; the order of the list goes by the first two.
COLUMNS: Final = (
    "exposure", "pk", "number", "event", "space", "state", "likelihood", "impact", "impact_customer",
    "impact_supplier", "bears", "manages", "review_on", "owner__given_name", "owner__family_name",
)  # fmt: skip
#: The colour of a level, as of its cell in the matrix, and how it is marked for those who do not see colours.
CHIPS: Final = {1: ("l1", ""), 2: ("l2", ""), 3: ("l3", "! "), 4: ("l4", "!! ")}


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    event: str
    url: str
    is_joint: bool
    colour: str
    level: str
    score: str
    bears: "Named"
    manages: "Named"
    is_closed: bool
    review: str
    is_late: bool
    owner: str

    @property
    def name(self) -> str:
        return f"R-{self.number}"


@dataclass(frozen=True, slots=True)
class Named:
    """Who bears or manages a risk: the look of the name, and the name."""

    look: str
    name: str


def lines(rows: Iterable[Any], reference: str, today: date) -> list[Line]:
    """Of rows with ``COLUMNS``, in one partnership."""
    levels = {level: mark + level_in_words(level) for level, (_colour, mark) in CHIPS.items()}
    parties = {
        party.value: Named(
            "chip joint" if party is Party.SHARED else f"party {party.value}", str(party.label)
        )
        for party in Party
    }
    score = _("likelihood %(likelihood)s, customer %(customer)s, supplier %(supplier)s")
    found = []
    for row in rows:
        level = level_of(row.likelihood, row.impact)
        hits = {"customer": row.impact_customer, "supplier": row.impact_supplier}
        found.append(
            Line(
                number=row.number,
                event=row.event,
                url=reverse("risk", args=[reference, row.number]),
                is_joint=row.space == Space.JOINT,
                colour=CHIPS[level][0],
                level=levels[level],
                score=score % {"likelihood": row.likelihood, **hits},
                bears=parties[row.bears],
                manages=parties[row.manages],
                is_closed=row.state == Risk.State.CLOSED,
                review=date_format(row.review_on),
                is_late=row.review_on < today,
                owner=f"{row.owner__given_name} {row.owner__family_name}".strip(),
            )
        )
    return found
