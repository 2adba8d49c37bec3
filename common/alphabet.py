"""Names in the order of the reader's language: in Swedish å, ä and ö follow z, in Norwegian æ, ø and å.

Python sorts by ``by_alphabet``, the database by ``InAlphabet``: PostgreSQL by its collation of the language
(built with ICU, as all packages are), SQLite, which knows no language, by the same function. No index is in
the order of a language, so a list is sorted for each of its pages: about 16 ms for 20,000 agreements."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, Final

from django.db.backends.signals import connection_created
from django.db.models import CharField, F, Func
from django.utils.translation import get_language

from common.text import composed

#: What follows z, one after the other. Each has its own letter, and what the neighbours write for it.
_AFTER_Z: Final[dict[str, tuple[str, ...]]] = {
    "sv": ("å", "äæ", "öø"),
    "nb": ("æä", "øö", "å"),
}
#: Both take ü for a y, and Norwegians write their names with aa for å.
_TAKEN_FOR: Final[dict[str, dict[str, str]]] = {"sv": {"ü": "y"}, "nb": {"ü": "y", "aa": "å"}}
#: Letters that are no other letter with a mark on it.
_PLAIN: Final = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "œ": "oe"})
#: They sort after z, and are no letters themselves.
_PLACES: Final = "{|}"
_NO_LETTER: Final = re.compile(r"[^\w]|_")
_COLLATIONS: Final = {"sv": "sv-x-icu", "nb": "nb-x-icu"}
_OTHERWISE: Final = "en-x-icu"


def by_alphabet(text: str) -> str:
    """Sort by this: it is the same for the same text alone."""
    return key_of(text, get_language() or "")


@lru_cache(maxsize=10_000)
def key_of(text: str, language: str) -> str:
    """By letters, whatever their case; then by what else there is to them."""
    small = composed(text).casefold()
    plain = _NO_LETTER.sub(" ", small)
    for written, letter in _TAKEN_FOR.get(language, {}).items():
        plain = plain.replace(written, letter)
    for place, letters in zip(_PLACES, _AFTER_Z.get(language, ()), strict=False):
        for letter in letters:
            plain = plain.replace(letter, place)
    if not plain.isascii():
        parts = unicodedata.normalize("NFD", plain.translate(_PLAIN))
        plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return "\x01".join((plain, small, text))


class InAlphabet(Func):
    """A name to order or to compare by: ``order_by(InAlphabet("name"), "pk")``. It belongs to the language in
    which it is made."""

    arity = 1
    output_field = CharField()

    def __init__(self, name: Any) -> None:
        super().__init__(F(name) if isinstance(name, str) else name)
        self.language = get_language() or ""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"in_alphabet({sql}, %s)", (*params, self.language)

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f'({sql}) COLLATE "{_COLLATIONS.get(self.language, _OTHERWISE)}"', params


def in_alphabet(*names: str) -> list[InAlphabet]:
    return [InAlphabet(name) for name in names]


def know_languages() -> None:
    """SQLite is given the function; once, when the project starts."""
    connection_created.connect(_give_key, dispatch_uid="names in alphabet")


def _give_key(*, connection: Any, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function("in_alphabet", 2, _key, deterministic=True)


def _key(text: str | None, language: str) -> str | None:
    return None if text is None else key_of(text, language)
