"""What both sides sign: a text in canonical form, its digest, and a registry of what may be signed.

A room names its kind of thing ("charter", "minutes") once, from its ``offers.py``; signing then knows how the
thing is called, what it says now, where its page is, and whom to tell once both have signed."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from partnerships.signing.content import ContentPart, Stored, differences, stored

if TYPE_CHECKING:
    from partnerships.signing.models import SignOff

#: Everything that some program takes for the end of a line.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")


def canonical(text: str) -> str:
    """One text, whoever typed it on whatever machine: composed characters (NFC), lines that end in LF, no
    blanks at their end, no empty lines around the whole, one LF at the end."""
    text = unicodedata.normalize("NFC", text.replace("\0", "").replace("\ufeff", ""))
    lines = [line.rstrip() for line in LINE_ENDS.sub("\n", text).split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def digest_of(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes: what ``sha256sum`` says of the downloaded file."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Binding:
    """What signing has to know of one kind of thing."""

    #: Which kinds come first where somebody chooses among them.
    position: int
    #: What a thing of this kind is called: "Charter".
    label: Any
    #: What the thing with this key says itself, as it is now; ``None`` where there is no such thing any more.
    content_of: Callable[[str], Iterable[ContentPart] | None]
    url_of: Callable[["SignOff"], str]
    #: Called in the transaction in which the second side signs.
    when_signed: Callable[["SignOff", datetime], None]
    when_withdrawn: Callable[["SignOff"], None] | None = None
    #: The people whom the app mails what was signed by itself: they get no second mail about it.
    mails_itself: Callable[["SignOff"], set[int]] | None = None

    def present(self, key: str) -> Stored | None:
        parts = self.content_of(key)
        return None if parts is None else stored(parts)

    def changes_since(self, sign_off: "SignOff") -> list[str]:
        """In words, what of the thing itself is no longer as it was submitted."""
        present = self.present(sign_off.key)
        if present is None:
            return [_("It is not there any more.")]
        return list(differences(sign_off.content, present))


_bindings: dict[str, Binding] = {}


def offer_kind_to_sign(kind: str, binding: Binding) -> None:
    """Let things of this kind be signed."""
    _bindings[kind] = binding


def binding_of(kind: str) -> Binding:
    return _bindings[kind]


def kinds() -> list[tuple[str, Any]]:
    """Each kind with its label, as the choices of a filter."""
    in_place = sorted(_bindings.items(), key=lambda item: item[1].position)
    return [(kind, binding.label) for kind, binding in in_place]


def label_of(kind: str) -> str:
    binding = _bindings.get(kind)
    return str(binding.label) if binding else kind
