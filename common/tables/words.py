"""Headings and words of a table, compared as people write them, whichever language they write."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from common.text import composed

#: What stands behind a heading and says how to fill it in: "Sannolikhet (1-5)", "Due *".
BESIDE: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b\d+\s*(?:-|–|to|till|til|av|of)\s*\d+\b")


def plain(words: object) -> str:
    return re.sub(r"[\W_]+", " ", composed(str(words if words is not None else ""))).strip().casefold()


def bare(words: object) -> str:
    """Without what is said beside it."""
    return plain(BESIDE.sub(" ", composed(str(words if words is not None else ""))))


def in_every_language(label: Any) -> Iterator[str]:
    """A lazy text as it reads in each language of the product."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(label)


@lru_cache(maxsize=64)
def words_of(choices: tuple[tuple[Any, Any], ...], also: tuple[tuple[str, str], ...] = ()) -> dict[str, str]:
    """By what people call it, the value that is meant: its code, its label in each language, and what stands
    in ``also``, separated by bars."""
    found: dict[str, str] = {}
    for value, label in choices:
        for word in (str(value), *in_every_language(label)):
            found.setdefault(plain(word), str(value))
    for value, words in also:
        for word in split_words(words):
            found.setdefault(plain(word), value)
    return found


def split_words(words: str) -> Iterable[str]:
    return (word.strip() for word in words.split("|") if word.strip())
