"""Finding rows by words that somebody typed."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])

#: More words than this are not looked for; nobody types them.
MOST_WORDS = 8


def words_in(text: str) -> list[str]:
    return text.split()[:MOST_WORDS]


def has_words(text: str, *fields: str) -> Q:
    """Every word of the text in any of the fields."""
    return Q(*(has_word(word, *fields) for word in words_in(text)))


def has_word(word: str, *fields: str) -> Q:
    """The word in any of the fields, in capitals or not."""
    # SQLite folds the case of ASCII letters only, so å, ä, ö, æ and ø are asked for in both
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = [(f"{field}__icontains", spelling) for field in fields for spelling in sorted(spellings)]
    return Q(*found, _connector=Q.OR)


def with_words(rows: Rows, text: str, fields: Iterable[str]) -> Rows:
    """Those rows that have every word of the text in one of the fields or another."""
    return rows.filter(has_words(text, *fields))
