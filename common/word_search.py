"""Finding rows by words that somebody typed."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from common.prepared import Given
from common.text import composed

Rows = TypeVar("Rows", bound=QuerySet[Any])

#: More words than this are not looked for; nobody types them.
MOST_WORDS = 8


def words_in(text: str) -> list[str]:
    return composed(text).split()[:MOST_WORDS]


def has_words(text: str | Sequence[Given], *fields: str) -> Q:
    """Every word of the text in any of the fields; of a prepared question the words come with each asking."""
    words = words_in(text) if isinstance(text, str) else text
    return Q(*(has_word(word, *fields) for word in words))


def has_word(word: str | Given, *fields: str) -> Q:
    """The word in any of the fields, in capitals or not, on either database (``common.sqlite_words``)."""
    wanted = composed(word) if isinstance(word, str) else word
    found = [(f"{field}__icontains", wanted) for field in fields]
    return Q(*found, _connector=Q.OR)


def with_words(rows: Rows, text: str, fields: Iterable[str]) -> Rows:
    """Those rows that have every word of the text in one of the fields or another."""
    return rows.filter(has_words(text, *fields))
