"""What the columns of a table can be. A register says which fields it takes, and by which words people in
English, Swedish and Norwegian call them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from common.tables.words import bare, in_every_language, plain, split_words
from partnerships.access.actors import Actor


@dataclass(frozen=True)
class Field:
    key: str
    heading: Any
    #: What else people call it, in any language, separated by bars.
    also: str = ""
    is_needed: bool = True
    #: What stands between the texts of several columns that go into it; where it is empty, one column does.
    joined_by: str = ""
    #: The fields that this one fills as well, where they have no column of their own.
    covers: tuple[str, ...] = ()
    #: Whether it names a record that is there: such a line need not say anything else.
    names_known: bool = False
    #: Whether the first values of a column are of its kind: one word may mean two things.
    looks: Callable[[Sequence[str]], bool] | None = None
    #: How to ask for what goes for all lines that say nothing.
    ask: Callable[[Actor], forms.Field] | None = None


@dataclass(frozen=True)
class Fields:
    all: tuple[Field, ...]
    #: By a heading, the fields that it can mean.
    by_name: dict[str, list[str]]

    @classmethod
    def of(cls, fields: Sequence[Field]) -> "Fields":
        by_name: dict[str, list[str]] = {}
        for field in fields:
            names = (*in_every_language(field.heading), *split_words(field.also))
            for name in dict.fromkeys(map(plain, names)):
                by_name.setdefault(name, []).append(field.key)
        return cls(tuple(fields), by_name)

    def __getitem__(self, key: str) -> Field:
        return next(field for field in self.all if field.key == key)

    def heading(self, key: str) -> str:
        return next((str(field.heading) for field in self.all if field.key == key), "")

    @property
    def keys(self) -> list[str]:
        return [field.key for field in self.all]

    def named(self, heading: object) -> list[str]:
        """The fields that a heading can mean, none where nobody knows it."""
        if not isinstance(heading, str) or not plain(heading):
            return []
        return self.by_name.get(plain(heading)) or self.by_name.get(bare(heading)) or []

    def missing(self, there: Sequence[str]) -> list[Field]:
        """The fields that are needed and not among these."""
        covered = {key for name in there for key in (name, *self[name].covers)}
        return [field for field in self.all if field.is_needed and field.key not in covered]

    def refused_without(self, there: Sequence[str]) -> list[Field]:
        """The same, where lines do not name records that are there."""
        return [] if any(self[name].names_known for name in there) else self.missing(there)
