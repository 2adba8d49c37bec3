"""Finding ideas and lessons by the words in them."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Q

from partnerships.access.models import SpacedQuerySet

Rows = TypeVar("Rows", bound=SpacedQuerySet)
#: More words than this are not looked for; nobody types them.
MOST_WORDS = 8


def with_words(rows: Rows, words: str, fields: Iterable[str]) -> Rows:
    """Those that have every word in one field or another."""
    for word in words.split()[:MOST_WORDS]:
        # SQLite knows capitals in ASCII only
        spellings = {word, word.lower(), word.upper(), word.capitalize()}
        found = Q()
        for field in fields:
            for spelling in sorted(spellings):
                found |= Q((f"{field}__icontains", spelling))
        rows = rows.filter(found)
    return rows
