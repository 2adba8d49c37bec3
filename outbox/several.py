"""What a mail says that is made of several reminders (outbox/grouping.py)."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation

from common.alphabet import by_alphabet
from outbox.models import Message
from outbox.reading import about_all_of, reader_has_left
from outbox.writing import rendered


def left_to_say(mail: Message) -> dict[str, Any] | None:
    """What has changed in a mail that is about to leave, and is changed in it here; ``None`` where its reader
    has left whatever it was about."""
    parts = list(mail.parts.order_by("pk"))
    if not parts:
        return None if reader_has_left(mail) else {}
    staying = [part for part in parts if not reader_has_left(part)]
    if not staying:
        return None
    said = columns_of(staying)
    changed = {name: value for name, value in said.items() if getattr(mail, name) != value}
    for name, value in changed.items():
        setattr(mail, name, value)
    return changed


def columns_of(parts: Sequence[Message]) -> dict[str, Any]:
    """The columns of a mail that says these, or as it is the only one that is left."""
    first = parts[0]
    if len(parts) == 1:
        words = {"subject": first.subject, "text": first.text, "html": first.html}
    else:
        context = {
            "kind": first.kind,
            "name": first.line["name"],
            "count": len(parts),
            "lines": _lines(parts),
        }
        words = rendered("several", context, first.language)
    links = [link for part in parts for link in part.private_links]
    return {**words, "private_links": links, **about_all_of(parts)}


def _lines(parts: Sequence[Message]) -> list[dict[str, str]]:
    """What has a day by which it is to be done comes first, the nearest before all. What a subject says is
    not said twice."""
    lines = []
    for part in parts:
        line = {**part.line, "subject": part.subject}
        lines.append({**line, **{name: "" for name in ("title", "day") if line[name] in part.subject}})
    with translation.override(parts[0].language):
        return sorted(lines, key=_place)


def _place(line: dict[str, str]) -> tuple[bool, str, str, str]:
    return not line["due"], line["due"], by_alphabet(line["title"]), by_alphabet(line["subject"])
