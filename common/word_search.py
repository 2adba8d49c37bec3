"""Finding ideas and lessons by the words in them."""

from collections.abc import Iterable
from typing import TypeVar

from common.words import has_words
from partnerships.access.models import SpacedQuerySet

Rows = TypeVar("Rows", bound=SpacedQuerySet)


def with_words(rows: Rows, words: str, fields: Iterable[str]) -> Rows:
    """Those that have every word in one field or another."""
    return rows.filter(has_words(words, *fields))
