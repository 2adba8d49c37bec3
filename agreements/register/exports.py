"""The list of agreements to take along, as it is filtered."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.register.models import Agreement
from agreements.register.selectors import BUYER, SUPPLIER, listed_agreements, visible_suppliers
from common.alphabet import InAlphabet
from common.exports import AT_ONCE, Export, Value
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership

#: Those partnerships that the list speaks of.
SPOKEN_OF = (Partnership.State.BINDING, Partnership.State.PROPOSED)


@dataclass(frozen=True, slots=True)
class Line:
    agreement: Any  # a row with the list's columns
    buyers: list[str]
    suppliers: list[str]  # as far as the reader sees them


def exported(scope: AccessScope, words: str) -> Iterator[Line]:
    """Each with its parties, all in one query however many there are: a row a party, in the list's order."""
    parties = ("parties__part", "parties__organisation__name")
    rows = listed_agreements(scope, words, *parties).order_by(InAlphabet("title"), "pk", "parties__pk")
    for _pk, same in groupby(rows.iterator(chunk_size=AT_ONCE), key=attrgetter("pk")):
        its = list(same)
        first = its[0]
        named: dict[str | None, list[str]] = {BUYER: [], SUPPLIER: [], None: []}
        for row in its:
            named[row.parties__part].append(row.parties__organisation__name)
        own = first.partnership__supplier__name
        yield Line(first, named[BUYER], visible_suppliers(first.is_open, named[SUPPLIER], own))


def _headings() -> list[str]:
    return [
        _("Number"), _("Agreement"), _("Register"), _("State"), _("Bought by"), _("Supplier"), _("Starts"),
        _("Ends"), _("Length in days"), _("Value"), _("Currency"), _("Partnership"),
    ]  # fmt: skip


def _row(line: Line) -> list[Value]:
    one = line.agreement
    state = one.partnership__state
    return [
        one.number, one.title, one.register__name, str(Agreement.State(one.state).label),
        "; ".join(line.buyers or [one.register__name]), "; ".join(line.suppliers), one.start, one.end,
        one.duration_days, one.value, one.currency,
        str(Partnership.State(state).label) if state in SPOKEN_OF else "",
    ]  # fmt: skip


AGREEMENTS = Export[Line](gettext_lazy("Agreements"), _headings, _row)
