"""How rows are locked: in one way, by everybody, so that two who want the same rows wait in line.

The order, downward: names of organisations, agreements, organisations, the partnership where it is needed at
all, then the thing, then its parts; rows of one kind by their keys. ``tests/locks`` holds every service to
it."""

from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

Rows = TypeVar("Rows", bound=QuerySet[Any])


def locked(rows: Rows, *, to_delete: bool = False, only_free: bool = False) -> Rows:
    """The rows, by their keys, nobody else's until the transaction ends. Who adds something that refers to
    them does not wait, unless they are locked ``to_delete``: then there may be nothing to refer to.
    ``only_free`` leaves out those that somebody else has at this moment."""
    skips = only_free and connection.features.has_select_for_update_skip_locked
    return rows.select_for_update(of=("self",), no_key=not to_delete, skip_locked=skips).order_by("pk")
