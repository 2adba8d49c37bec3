"""What is found by words: each kind of thing names itself here once, from its room's ``offers.py``.

    offer_to_search(SearchKind("ideas", 60, _("Ideas"), "lightbulb", find, order, columns, look))

``find(scope, words)`` answers with what the person may see (``visible_to(scope)``) that has these words;
``look(row, names)`` says how one row with ``columns`` looks in the list, worded once so that the page only
shows it. The search page asks all of them, one query each.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from accounts.people.models import Person
from common.offers import in_order
from common.word_search import has_words
from partnerships.access.models import SpacedModel
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership

#: What was declined or withdrawn is not looked through.
SHOWN: Final = (Partnership.State.PROPOSED, Partnership.State.BINDING)


class Home(NamedTuple):
    """The partnership that something belongs to, as far as the list names it."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows that are shown belong to, and the day on which they are."""

    today: date
    homes: dict[int, Home]
    people: dict[int, str]


@dataclass(frozen=True, slots=True)
class SearchResult:
    title: str
    url: str
    more: str  # below the title
    chip: str = ""
    is_good: bool = False  # whether the chip says so
    when: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class SearchKind:
    """One kind of thing: its heading, where it is found, in which order, how it looks."""

    key: str
    #: Which kinds come first.
    position: int
    title: Any
    icon: str
    find: Callable[[AccessScope, str], QuerySet[Any]]
    order: tuple[str, ...]
    #: What is read of each. What is many belongs to few: a ``partnership`` and an ``owner`` are read as
    #: numbers, and named for the rows that are shown, see ``Names``.
    columns: tuple[str, ...]
    look: Callable[[Any, Names], SearchResult]


_kinds: Final[dict[str, SearchKind]] = {}


def offer_to_search(kind: SearchKind) -> None:
    _kinds[kind.key] = kind


def search_kinds() -> dict[str, SearchKind]:
    """In the order in which they are shown."""
    return {kind.key: kind for kind in in_order(_kinds.values())}


def shown_partnerships(scope: AccessScope) -> list[int]:
    """Found first, once for all kinds: by their numbers the database finds what belongs to them, instead of
    reading the words of everybody's."""
    seen = Partnership.objects.seen_by(scope).filter(state__in=SHOWN).order_by()
    return scope.once("shown", lambda: list(seen.values_list("pk", flat=True)))


def records_with_words(
    model: type[SpacedModel], scope: AccessScope, words: str, *fields: str
) -> QuerySet[Any]:
    """Records that the person may see, with every one of the words in one of the fields."""
    visible: QuerySet[Any] = model._default_manager.all().visible_to(scope)  # type: ignore[attr-defined]
    return visible.filter(has_words(words, *fields), partnership__among=shown_partnerships(scope))


def names_of(rows: Iterable[Any], today: date) -> Names:
    """Of rows of any kind, in a query for the partnerships and one for the owners, where there are any."""
    rows = list(rows)
    homes = {getattr(row, "partnership", None) for row in rows} - {None}
    people = {row.owner for row in rows if hasattr(row, "owner")}
    partnerships = (
        Partnership.objects.filter(pk__among=homes).order_by() if homes else Partnership.objects.none()
    )
    owners = Person.objects.filter(pk__among=people).order_by() if people else Person.objects.none()
    return Names(
        today,
        {pk: Home(*names) for pk, *names in partnerships.values_list("pk", "reference", "title")},
        {pk: " ".join(names).strip() for pk, *names in owners.values_list("pk", "given_name", "family_name")},
    )
