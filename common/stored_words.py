"""Words that were stored in the language of whoever caused them - "Health check 2026", "Charter, version 2" -
and are said again in the reader's. What people wrote themselves is not among them."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext

_offered: Final[list[Callable[[], Iterable[Any]]]] = []
#: What a whole is made of: "Health check 2026: relationship measured", "Karin Lind, SRO".
JOINTS: Final = (": ", ", ")
DAY: Final = re.compile(r"(\d{1,2})\.? (\w+) (\d{4})")


def offer_stored_words(msgids: Callable[[], Iterable[Any]]) -> None:
    """Sentences, with or without ``%(name)s``, that are stored ready made; asked for in English."""
    _offered.append(msgids)


def in_own_language(text: str) -> str:
    """The same in the language of now; as it is, where it is nobody's ready-made words."""
    exact, patterns = _known()
    if text in exact:
        return gettext(exact[text])
    for pattern, msgid in patterns:
        if found := pattern.fullmatch(text):
            return gettext(msgid) % {name: _day(value) for name, value in found.groupdict().items()}
    for joint in JOINTS:
        head, joined, tail = text.rpartition(joint)
        if joined:
            tail = gettext(exact[tail]) if tail in exact else _day(tail)
            return f"{in_own_language(head)}{joint}{tail}"
    return text


def _day(text: str) -> str:
    found = DAY.fullmatch(text)
    month = _months().get(found[2].lower()) if found else None
    try:
        return date_format(date(int(found[3]), month, int(found[1]))) if found and month else text
    except ValueError:
        return text


@cache
def _months() -> dict[str, int]:
    found: dict[str, int] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(name).lower(): number for number, name in MONTHS.items()}
    return found


@cache
def _known() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Each in every language, once in each process."""
    exact: dict[str, str] = {}
    patterns: dict[str, str] = {}
    with translation.override("en"):
        msgids = {str(msgid): 0 for offered in _offered for msgid in offered()}
    for msgid in msgids:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                said = gettext(msgid)
            if "%(" not in msgid:
                exact.setdefault(said, msgid)
            else:
                parts = re.split(r"%\((\w+)\)s", said)
                text = "".join(
                    f"(?P<{part}>.+)" if place % 2 else re.escape(part) for place, part in enumerate(parts)
                )
                patterns.setdefault(text, msgid)
    return exact, [(re.compile(text), msgid) for text, msgid in patterns.items()]
