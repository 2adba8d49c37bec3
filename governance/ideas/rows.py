"""Ideas as their list shows them: each line worded once, from plain columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.people.models import initials_of, name_of
from governance.ideas.models import Idea
from partnerships.sides import Side, Space

#: What is read of each; the order of the list goes by the first three.
COLUMNS: Final = (
    "place", "moved_at", "pk", "number", "title", "stage", "area", "space", "hoped", "set_aside_at",
    "customer_sponsor__given_name", "customer_sponsor__family_name", "supplier_sponsor__given_name",
    "supplier_sponsor__family_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sponsor:
    side: str
    name: str
    initials: str
    #: What is said to those who cannot see on which side they stand.
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    stage: str
    title: str
    url: str
    area: str
    is_joint: bool
    moved: str
    hoped: str
    is_set_aside: bool
    sponsors: list[Sponsor]


def lines(rows: Iterable[Any], reference: str) -> list[Line]:
    """Of rows with ``COLUMNS``, in one partnership."""
    stages = {stage.value: str(stage.label) for stage in Idea.Stage}
    areas = {area.value: str(area.label) for area in Idea.Area}
    said = {
        Side.CUSTOMER.value: _("%(name)s, the customer's sponsor"),
        Side.SUPPLIER.value: _("%(name)s, the supplier's sponsor"),
    }
    return [
        Line(
            number=row.number,
            stage=stages[row.stage],
            title=row.title,
            url=reverse("idea", args=[reference, row.number]),
            area=areas[row.area],
            is_joint=row.space == Space.JOINT,
            moved=date_format(timezone.localtime(row.moved_at)),
            hoped=Truncator(row.hoped).chars(90) if row.hoped else "",
            is_set_aside=row.set_aside_at is not None,
            sponsors=[sponsor for side in said if (sponsor := _sponsor(row, side, said[side]))],
        )
        for row in rows
    ]


def _sponsor(row: Any, side: str, said: str) -> Sponsor | None:
    given, family = getattr(row, f"{side}_sponsor__given_name"), getattr(row, f"{side}_sponsor__family_name")
    if given is None:
        return None
    name = name_of(given, family)
    return Sponsor(side, name, initials_of(given, family), said % {"name": name})
