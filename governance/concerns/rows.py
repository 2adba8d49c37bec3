"""Concerns as their list shows them: each line worded once, from plain columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.people.models import name_of
from governance.concerns.models import Concern
from partnerships.sides import Level, Side, Space

#: What is read of each; the order of the list goes by the first two.
COLUMNS: Final = (
    "raised_at", "pk", "number", "title", "space", "state", "level", "raised_side", "due_on", "outcome_at",
    "ended_at", "raised_by__given_name", "raised_by__family_name", "customer_holder__given_name",
    "customer_holder__family_name", "supplier_holder__given_name", "supplier_holder__family_name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    title: str
    url: str
    is_joint: bool
    is_open: bool
    is_ending: bool
    side: str
    raised_by: str
    raised: str
    level: str
    #: Side and name of those in whose hands it is; a side may have nobody.
    holders: list[tuple[str, str]]
    #: Until when it stays on its level, or when it ended.
    when: str

    def __str__(self) -> str:
        return f"C-{self.number}: {self.title}"


def lines(rows: Iterable[Any], reference: str) -> list[Line]:
    """Of rows with ``COLUMNS``, in one partnership."""
    levels = {level.value: str(level.label) for level in Level}
    nobody = _("nobody yet")
    found = []
    for row in rows:
        is_open = row.state == Concern.State.OPEN
        found.append(
            Line(
                number=row.number,
                title=row.title,
                url=reverse("concern", args=[reference, row.number]),
                is_joint=row.space == Space.JOINT,
                is_open=is_open,
                is_ending=is_open and row.outcome_at is not None,
                side=row.raised_side,
                raised_by=name_of(row.raised_by__given_name, row.raised_by__family_name),
                raised=date_format(timezone.localtime(row.raised_at)),
                level=levels[row.level],
                holders=[(side.value, _holder(row, side) or nobody) for side in Side],
                when=_when(row, is_open),
            )
        )
    return found


def _holder(row: Any, side: Side) -> str:
    given, family = (getattr(row, f"{side.value}_holder__{name}") for name in ("given_name", "family_name"))
    return "" if given is None else name_of(given, family)


def _when(row: Any, is_open: bool) -> str:
    if not is_open:
        ended = date_format(timezone.localtime(row.ended_at)) if row.ended_at else ""
        return _("ended %(day)s") % {"day": ended}
    return _("until %(day)s") % {"day": date_format(row.due_on) if row.due_on else ""}
