"""Sign-offs as their list shows them: each line worded once, from plain columns."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from common.prepared import GivenList, Prepared
from common.stored_words import in_own_language
from partnerships.sides import Side
from partnerships.signing.kinds import label_of
from partnerships.signing.models import Signature, SignOff

#: What is read of each; the order of the list goes by the first two.
COLUMNS: Final = ("submitted_at", "pk", "number", "title", "kind", "state")
COLOURS: Final = {SignOff.State.SIGNED: "good", SignOff.State.WAITING: "watch"}
SIDES = Prepared(
    lambda: (
        Signature.objects.filter(sign_off__among=GivenList("sign_offs"))
        .order_by()
        .values_list("sign_off_id", "side")
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    title: str
    url: str
    kind: str
    state: str
    colour: str
    #: The sides that have signed, and what they are called.
    signed: list[tuple[str, str]]
    submitted: str

    @property
    def name(self) -> str:
        return f"S-{self.number}"


def lines(rows: list[Any], reference: str) -> list[Line]:
    """Of rows with ``COLUMNS``, in one partnership."""
    signed: dict[int, set[str]] = defaultdict(set)
    for pk, side in SIDES.ask(sign_offs=[row.pk for row in rows]) if rows else ():
        signed[pk].add(side)
    states = {state.value: str(state.label) for state in SignOff.State}
    sides = {side.value: str(side.label) for side in Side}
    return [
        Line(
            number=row.number,
            title=in_own_language(row.title),
            url=reverse("sign_off", args=[reference, row.number]),
            kind=label_of(row.kind),
            state=states[row.state],
            colour=COLOURS.get(row.state, "plain"),
            signed=[(side, label) for side, label in sides.items() if side in signed[row.pk]],
            submitted=date_format(timezone.localtime(row.submitted_at)),
        )
        for row in rows
    ]
