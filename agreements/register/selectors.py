"""The list of agreements as one person may see it, and finding one in it by words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import ngettext

from accounts.organisations.models import Organisation, normalise_name
from agreements.register.models import Agreement, AgreementParty, AgreementQuerySet, seen_whole
from common.money import money
from common.word_search import has_word, words_in
from partnerships.access.scope import AccessScope

Party = TypeVar("Party")
SUPPLIER, BUYER = AgreementParty.Part.SUPPLIER, AgreementParty.Part.BUYER
#: What the list shows of an agreement; the rest of it stays in the database.
COLUMNS = (
    "pk", "title", "number", "state", "start", "end", "duration_days", "value", "currency", "is_open",
    "register__name", "partnership__state", "partnership__supplier__name",
)  # fmt: skip


@dataclass(frozen=True)
class Parties:
    """Whom the reader may see on an agreement; through a partnership, a supplier sees only itself."""

    buyers: list[Organisation]
    suppliers: list[Organisation]
    hidden: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What a row of the list says beside its own columns; empty where it is not known."""

    suppliers: list[str]
    other_buyers: list[str]  # where another than the register's organisation bought it
    period: str
    value: str


def readable_agreements(scope: AccessScope) -> AgreementQuerySet:
    """With all that the page of one of them shows."""
    parties = AgreementParty.objects.select_related("organisation").order_by("pk")
    return (
        Agreement.objects.seen_by(scope)
        .with_openness(scope)
        .select_related("register", "partnership", "partnership__supplier")
        .prefetch_related(Prefetch("parties", parties))
    )


def parties_of(agreement: Agreement) -> Parties:
    parties = list(agreement.parties.all())
    buyers = [party.organisation for party in parties if party.part == BUYER]
    suppliers = [party.organisation for party in parties if party.part == SUPPLIER]
    own = agreement.partnership.supplier if agreement.partnership else None
    visible = visible_suppliers(agreement.is_open, suppliers, own)  # type: ignore[attr-defined]
    return Parties(buyers, visible, hidden=any(supplier not in visible for supplier in suppliers))


def terms_of(rows: Iterable[Any]) -> list[Terms]:
    """Of rows with ``COLUMNS``, in one query. Suppliers are read only where the reader sees them all."""
    rows = list(rows)
    named: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    wanted = Q(part=BUYER, agreement__among=[row.pk for row in rows])
    if whole := [row.pk for row in rows if row.is_open]:
        wanted |= Q(part=SUPPLIER, agreement__among=whole)
    parties = AgreementParty.objects.filter(wanted).order_by("pk")
    for pk, part, name in parties.values_list("agreement", "part", "organisation__name"):
        named[pk, part].append(name)
    return [
        Terms(
            visible_suppliers(row.is_open, named[row.pk, SUPPLIER], row.partnership__supplier__name),
            [] if row.register__name in (buyers := named[row.pk, BUYER]) else buyers,
            period_in_words(row.start, row.end, row.duration_days),
            value_in_words(row.value, row.currency),
        )
        for row in rows
    ]


def value_in_words(value: Decimal | None, currency: str) -> str:
    return "" if value is None else money(value, currency)


def period_in_words(start: date | None, end: date | None, days: int | None) -> str:
    if start or end:
        first, last = (date_format(day, "MEDIUM_FORMAT") if day else "…" for day in (start, end))
        return f"{first} – {last}"
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days else ""


def visible_suppliers(is_open: bool, suppliers: list[Party], own: Party | None) -> list[Party]:
    if is_open:
        return suppliers
    return [own] if own else []


def words_of(query: QueryDict) -> str:
    """What is looked for in the list."""
    return query.get("q", "").replace("\0", " ").strip()[:200]


def listed_agreements(scope: AccessScope, words: str, *more: str) -> QuerySet[Agreement, Any]:
    """Rows with ``COLUMNS``, and more of them, of what has these words."""
    found = with_words(Agreement.objects.seen_by(scope), words, scope)
    return found.with_openness(scope).values_list(*COLUMNS, *more, named=True)


def with_words(agreements: AgreementQuerySet, words: str, scope: AccessScope) -> AgreementQuerySet:
    """Every word in the title, the number, a CPV code, or a party's name - the latter only where the reader
    sees all the parties, for finding is seeing."""
    found = words_in(words)
    named = _organisations_named(found)
    for word in found:
        here = has_word(word, "title", "number", "cpv")
        if named[word]:
            party = AgreementParty.objects.filter(organisation__among=named[word])
            here |= seen_whole(scope) & Q(pk__in=party.values("agreement"))
        agreements = agreements.filter(here)
    return agreements


def _organisations_named(words: list[str]) -> dict[str, list[int]]:
    """Which organisations have each word in their name. They are asked for first and all at once, for most
    words are in no organisation's name, and then no agreement's parties have to be looked at."""
    plain = {word: normalise_name(word) for word in words}
    asked = Q()
    for name in {*plain.values()} - {""}:
        asked |= Q(normalised_name__contains=name)
    known = (
        list(Organisation.objects.filter(asked).order_by().values_list("pk", "normalised_name"))
        if asked
        else []
    )
    return {word: [pk for pk, name in known if plain[word] in name] for word in words}
