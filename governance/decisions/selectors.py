"""The register of decisions: found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from common.prepared import GivenList, Prepared
from common.word_search import has_word, words_in
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from partnerships.access.models import SpacedQuerySet
from partnerships.sides import Level

#: What the register reads of each; the order of the list goes by the first two.
COLUMNS: Final = (
    "taken_on", "pk", "number", "title", "level", "state", "takes_over", "board__name", "meeting__title",
    "meeting__is_annual",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as the register shows it."""

    pk: int
    name: str
    title: str
    url: str
    takes_over: bool
    taken_on: date
    where: str
    level: str
    is_replaced: bool
    is_sealed: bool


REPLACED = Prepared(
    lambda: (
        Decision.objects.filter(replaces__among=GivenList("decisions"), state=Decision.State.SEALED)
        .order_by()
        .values_list("replaces", flat=True)
    )
)


def lines(rows: Sequence[Any], reference: str) -> list[Line]:
    """Of rows with ``COLUMNS``, in one partnership; whether they still count is asked of these only."""
    replaced = set(REPLACED.ask(decisions=[row.pk for row in rows]))
    levels = {level.value: str(level.label) for level in Level}
    return [
        Line(
            row.pk,
            f"D-{row.number}",
            row.title,
            reverse("decision", args=[reference, row.number]),
            row.takes_over,
            row.taken_on,
            row.board__name or Meeting(title=row.meeting__title, is_annual=row.meeting__is_annual).name,
            levels[row.level],
            row.pk in replaced,
            row.state == Decision.State.SEALED,
        )
        for row in rows
    ]


def matching(decisions: SpacedQuerySet, given: dict[str, Any]) -> SpacedQuerySet:
    """What the filter asks for."""
    later = Exists(Decision.objects.filter(replaces=OuterRef("pk"), state=Decision.State.SEALED))
    kinds = {
        "current": Q(~later, state=Decision.State.SEALED),
        "replaced": Q(later),
        "takes_over": Q(takes_over=True),
        "draft": Q(state=Decision.State.DRAFT),
    }
    if "kind" in given:
        decisions = decisions.filter(kinds[given["kind"]])
    exact = {"board": "board__number", "level": "level", "since": "taken_on__gte"}
    decisions = decisions.filter(**{exact[name]: given[name] for name in exact if name in given})
    for word in words_in(given.get("q", "")):
        raw = word.upper().removeprefix("D-")
        numbered = raw.isascii() and raw.isdigit() and len(raw) < 9
        found = has_word(word, "title", "text", "moved_back")
        decisions = decisions.filter(found | Q(number=int(raw)) if numbered else found)
    return decisions
