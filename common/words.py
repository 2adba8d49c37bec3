"""Finding rows by words that somebody typed."""

from django.db.models import Q

from common.text import composed

#: More words than this are not looked for; nobody types them.
MOST_WORDS = 8


def words_in(text: str) -> list[str]:
    return composed(text).split()[:MOST_WORDS]


def has_words(text: str, *fields: str) -> Q:
    """Every word of the text in any of the fields."""
    return Q(*(has_word(word, *fields) for word in words_in(text)))


def has_word(word: str, *fields: str) -> Q:
    """The word in any of the fields, in capitals or not, on either database (``common.sqlite_words``)."""
    found = [(f"{field}__icontains", composed(word)) for field in fields]
    return Q(*found, _connector=Q.OR)
