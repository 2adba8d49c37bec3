"""SQLite knows capitals in ASCII only: its LIKE does not find Ä by ä. Here it is given one that knows all
letters, so that ``icontains`` and its like find on SQLite what they find on PostgreSQL.

What is found is compared as ``common.text.composed`` keeps it."""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created

from common.text import composed


def use_all_letters() -> None:
    connection_created.connect(_give_like, dispatch_uid="like with all letters")


def _give_like(*, connection: Any, **kwargs: Any) -> None:
    if connection.vendor != "sqlite":
        return
    for arguments in (2, 3):
        connection.connection.create_function("like", arguments, like, deterministic=True)


def like(pattern: Any, value: Any, escape: str = "") -> bool | None:
    if pattern is None or value is None:
        return None
    text = composed(str(value)).lower()
    word, expression = _compiled(str(pattern), escape)
    return word in text if expression is None else bool(expression.fullmatch(text))


@lru_cache(maxsize=256)
def _compiled(pattern: str, escape: str) -> tuple[str, re.Pattern[str] | None]:
    """The word, where the pattern is one with anything around it, as nearly all are; else what it means."""
    parts = re.findall(f"{re.escape(escape)}.|." if escape else ".", composed(pattern).lower(), re.DOTALL)
    if len(parts) > 1 and parts[0] == parts[-1] == "%" and not {"%", "_"} & set(parts[1:-1]):
        return "".join(part[-1] for part in parts[1:-1]), None
    meaning = {"%": ".*", "_": "."}
    return "", re.compile("".join(meaning.get(part) or re.escape(part[-1]) for part in parts), re.DOTALL)
