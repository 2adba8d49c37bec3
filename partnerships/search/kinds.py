"""What is found by words: each kind of thing names itself here once, from its room's ``offers.py``.

    offer_to_search(SearchKind("ideas", 60, _("Ideas"), "lightbulb", find, order, columns, look))

``find(shown, words)`` answers with what the person may see (``visible_to(shown)``) that has these words;
``look(row, names)`` says how one row with ``columns`` looks in the list, worded once so that the page only
shows it. The search page asks all of them, one query each, which is prepared for each number of words.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, Final, NamedTuple

from django.db.models import CharField, Q, QuerySet

from accounts.people.models import Person
from common.offers import in_order
from common.prepared import Given, GivenList, Prepared
from common.word_search import MOST_WORDS, has_words, words_in
from partnerships.access.models import SpacedModel
from partnerships.access.scope import AccessScope, PreparedForScope
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side, Space

#: What was declined or withdrawn is not looked through.
SHOWN: Final = (Partnership.State.PROPOSED, Partnership.State.BINDING)
#: Of one kind, on one page.
SIZE: Final = 20
#: "R-7", "r 7", "R7".
_NUMBERED: Final = re.compile(r"([A-Za-z])\s*-?\s*(\d{1,7})")
#: The text that somebody typed, or its words in a prepared question.
Words = str | Sequence[Given]


class Home(NamedTuple):
    """The partnership that something belongs to, as far as the list names it."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The partnerships that are looked through, and those of them whose sides' own records the person sees.
    Found first, once for all kinds: by their numbers the database finds what belongs to them, instead of
    reading the words of everybody's."""

    partnerships: Any  # numbers, or their place in a prepared question
    inside: dict[str, Any]  # by the side
    scope: AccessScope | None = None

    def records(self) -> Q:
        """As ``AccessScope.records`` has it, by plain numbers."""
        own = (Q(space=side, partnership__among=numbers) for side, numbers in self.inside.items())
        return Q(Q(space=Space.JOINT), *own, _connector=Q.OR) & Q(partnership__among=self.partnerships)


#: In the place of what is shown to whoever asks a prepared question.
SHOWN_TO_ANYONE: Final = Shown(GivenList("shown"), {side.value: GivenList(side.value) for side in Side})


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows that are shown belong to, and the day on which they are."""

    today: date
    homes: dict[int, Home]
    people: dict[int, str]


class SearchResult(NamedTuple):
    """In the order in which the page takes it apart."""

    title: str
    url: str
    more: str  # below the title
    chip: str = ""
    is_good: bool = False  # whether the chip says so
    when: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class SearchKind:
    """One kind of thing: its heading, where it is found, in which order, how it looks."""

    key: str
    #: Which kinds come first.
    position: int
    title: Any
    icon: str
    find: Callable[[Shown, Words], QuerySet[Any]]
    order: tuple[str, ...]
    #: What is read of each. What is many belongs to few: a ``partnership`` and an ``owner`` are read as
    #: numbers, and named for the rows that are shown, see ``Names``.
    columns: tuple[str, ...]
    look: Callable[[Any, Names], SearchResult]
    #: Not where ``find`` asks something itself before.
    is_prepared: bool = True
    #: What people say before the number: "R" where they say "R-7".
    letter: str = ""

    def rows(self, shown: Shown, words: Words) -> QuerySet[Any, Any]:
        number = self.number_in(words)
        found = self.find(shown, words) if number is None else self.find(shown, "").filter(number=number)
        return found.values_list(*self.columns, named=True)

    def number_in(self, words: Words) -> int | None:
        """The number, where what was typed is one of this kind and nothing else."""
        match = _NUMBERED.fullmatch(words.strip()) if isinstance(words, str) else None
        return int(match[2]) if match and match[1].upper() == self.letter else None

    def first(self, shown: Shown, text: str) -> list[Any]:
        """The first page, and one row more."""
        if not self.is_prepared or self.number_in(text) is not None:
            return list(self.rows(shown, text).order_by(*self.order)[: SIZE + 1])
        words = {f"word_{number}": word for number, word in enumerate(words_in(text))}
        lists: dict[str, list[int]] = {"shown": shown.partnerships, **shown.inside}
        question = self._questions[len(words)]
        return question.ask(**words, **{name: lists[name] for name in question.names() & lists.keys()})

    @cached_property
    def _questions(self) -> list[Prepared[Any]]:
        """For each number of words; each is put together when it is asked first."""
        words = [Given(f"word_{number}", CharField()) for number in range(MOST_WORDS)]
        return [Prepared(partial(self._first_for_anyone, words[:count])) for count in range(MOST_WORDS + 1)]

    def _first_for_anyone(self, words: list[Given]) -> QuerySet[Any, Any]:
        return self.rows(SHOWN_TO_ANYONE, words).order_by(*self.order)[: SIZE + 1]


#: With what ``AccessScope.inside`` needs.
_SHOWN: Final[PreparedForScope[Any]] = PreparedForScope(
    lambda anybody: (
        Partnership.objects.filter(anybody.sees(), state__in=SHOWN)
        .order_by()
        .values_list("pk", "state", "customer_id", "supplier_id", named=True)
    )
)
_HOMES: Final = Prepared(
    lambda: (
        Partnership.objects.filter(pk__among=GivenList("homes"))
        .order_by()
        .values_list("pk", "reference", "title")
    )
)
_OWNERS: Final = Prepared(
    lambda: (
        Person.objects.filter(pk__among=GivenList("owners"))
        .order_by()
        .values_list("pk", "given_name", "family_name")
    )
)
_kinds: Final[dict[str, SearchKind]] = {}


def offer_to_search(kind: SearchKind) -> None:
    _kinds[kind.key] = kind


def search_kinds() -> dict[str, SearchKind]:
    """In the order in which they are shown."""
    return {kind.key: kind for kind in in_order(_kinds.values())}


def shown_to(scope: AccessScope) -> Shown:
    rows = _SHOWN.by(scope)
    inside = {side.value: numbers for side, numbers in scope.inside(rows).items()}
    return Shown([row.pk for row in rows], inside, scope)


def records_with_words(model: type[SpacedModel], shown: Shown, words: Words, *fields: str) -> QuerySet[Any]:
    """Records that the person may see, with every one of the words in one of the fields."""
    visible: QuerySet[Any] = model._default_manager.all().visible_to(shown)  # type: ignore[attr-defined]
    return visible.filter(has_words(words, *fields))


def names_of(rows: Iterable[Any], today: date) -> Names:
    """Of rows of any kind, in a query for the partnerships and one for the owners, where there are any."""
    rows = list(rows)
    homes = {getattr(row, "partnership", None) for row in rows} - {None}
    people = {row.owner for row in rows if hasattr(row, "owner")}
    return Names(
        today,
        {pk: Home(*names) for pk, *names in (_HOMES.ask(homes=homes) if homes else ())},
        {pk: " ".join(names).strip() for pk, *names in (_OWNERS.ask(owners=people) if people else ())},
    )
