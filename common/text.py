"""Text as people type or paste it: how letters are kept, and which signs are none.

ö can be one sign or an o and two dots; macOS writes the latter. What is stored, compared and looked for is
composed (NFC), so that the two are the same word."""

import re
import unicodedata
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Controls but tab and line ends, halves of a sign, and what no XML and no PDF can hold.
UNUSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: What ends a line, and what turns the direction of all that follows on a page.
NOT_IN_NAMES: Final = re.compile("[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: Letters that show nothing: fillers of Hangul, and the empty sign of Braille.
EMPTY_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
#: Controls, formats, spaces, and marks that stand on another letter.
NOTHING_TO_SEE: Final = frozenset(("Cc", "Cf", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"))


def composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_visible(text: str) -> bool:
    return any(
        sign not in EMPTY_LETTERS and unicodedata.category(sign) not in NOTHING_TO_SEE for sign in text
    )


def validate_text(text: Any) -> None:
    """A text of some length: tabs and line ends belong to it, other control characters do not. Forms ask it
    of all that is typed; what a field has made something else of, such as JSON, is no text any more."""
    if not isinstance(text, str):
        return
    if found := UNUSABLE.search(text):
        raise ValidationError(
            _("There is a character in it that cannot be shown (%(code)s). Delete it, or type it again."),
            code="unusable",
            params={"code": f"U+{ord(found[0]):04X}"},
        )


def validate_name(text: str) -> None:
    """A name or a title: one line, with something to see in it."""
    validate_text(text)
    if found := NOT_IN_NAMES.search(text):
        raise ValidationError(
            _("This is one line of plain text; a character in it (%(code)s) does not fit there."),
            code="not_in_names",
            params={"code": f"U+{ord(found[0]):04X}"},
        )
    if text and not is_visible(text):
        raise ValidationError(_("Nothing of this can be seen. Write a word or two."), code="invisible")
