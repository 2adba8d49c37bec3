"""The list of what both sign to take along, as it is filtered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from partnerships.sides import Side
from partnerships.signing.kinds import label_of
from partnerships.signing.models import SignOff, SignOffQuerySet

COLUMNS = ("pk", "number", "title", "kind", "state", "submitted_at", "sha256")
SIGNATURES = ("signatures__side", "signatures__name", "signatures__signed_at", "signatures__reservation")


@dataclass(frozen=True, slots=True)
class SignedLine:
    sign_off: Any  # a row with the columns
    signatures: dict[str, Any]  # by side


def exported(rows: SignOffQuerySet) -> Iterator[SignedLine]:
    """Each with its signatures, all in one query: a row a signature, the latest sign-off first."""
    found = rows.values_list(*COLUMNS, *SIGNATURES, named=True).order_by("-submitted_at", "-pk")
    for _pk, same in groupby(found.iterator(chunk_size=AT_ONCE), key=attrgetter("pk")):
        its = list(same)
        yield SignedLine(its[0], {row.signatures__side: row for row in its if row.signatures__side})


def _headings() -> list[str]:
    return [
        _("Number"), _("What"), _("What it is"), _("State"), _("Submitted"), _("Signed for the customer by"),
        _("Signed for the customer on"), _("Reservation of the customer"), _("Signed for the supplier by"),
        _("Signed for the supplier on"), _("Reservation of the supplier"), _("SHA-256"),
    ]  # fmt: skip


def _row(line: SignedLine) -> list[Value]:
    one = line.sign_off
    cells: list[Value] = [
        f"S-{one.number}", one.title, label_of(one.kind), str(SignOff.State(one.state).label),
        _day(one.submitted_at),
    ]  # fmt: skip
    for side in Side:
        signed = line.signatures.get(side.value)
        cells += (
            [signed.signatures__name, _day(signed.signatures__signed_at), signed.signatures__reservation]
            if signed
            else ["", None, ""]
        )
    return [*cells, one.sha256]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


SIGN_OFFS = Export[SignedLine](gettext_lazy("Signed together"), _headings, _row)
