"""What a thing says itself, piece by piece, beside the text that is signed.

The text is written once, when it is submitted, with the words and names of that day. By its content one sees
later whether the thing itself has changed: another name of an organisation, or another word of the app's own,
is no change."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

#: As it is stored: of each piece its key, its name, and the digest of what it says.
Stored = list[list[str]]


@dataclass(frozen=True)
class ContentPart:
    """A section, a point, a decision. ``value`` is what people wrote or chose there, as JSON: no words of the
    app's own, no names of people or organisations."""

    key: str
    name: str  # for readers
    value: Any

    @property
    def digest(self) -> str:
        said = json.dumps(self.value, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def stored(parts: Iterable[ContentPart]) -> Stored:
    return [[part.key, part.name, part.digest] for part in parts]


def is_same(before: Stored, after: Stored) -> bool:
    return not list(differences(before, after))


def differences(before: Stored, after: Stored) -> Iterator[str]:
    """Each in words."""
    old = {key: digest for key, _name, digest in before}
    new = {key: digest for key, _name, digest in after}
    for key, name, digest in after:
        if key not in old:
            yield _("“%(name)s” is new.") % {"name": name}
        elif old[key] != digest:
            yield _("“%(name)s” says something else now.") % {"name": name}
    for key, name, _digest in before:
        if key not in new:
            yield _("“%(name)s” is gone.") % {"name": name}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("The order is another one.")
