"""How often a page asks the database, and how long it waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper


class Clock:
    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def timed(self, ask: Callable[..., Any], *args: Any) -> Any:
        began = perf_counter()
        try:
            return ask(*args)
        finally:
            self.seconds += perf_counter() - began


class TimedCursor(CursorWrapper):
    """Asking and fetching, both; ``connection.execute_wrapper`` would see the asking only."""

    clock: Clock

    def execute(self, *args: Any) -> Any:
        self.clock.queries += 1
        return self.clock.timed(super().execute, *args)

    def fetchone(self) -> Any:
        return self.clock.timed(self.cursor.fetchone)

    def fetchmany(self, *args: Any) -> Any:
        return self.clock.timed(self.cursor.fetchmany, *args)

    def fetchall(self) -> Any:
        return self.clock.timed(self.cursor.fetchall)


@contextmanager
def clocked() -> Iterator[Clock]:
    clock = Clock()

    def make_cursor(cursor: Any) -> CursorWrapper:
        timed = TimedCursor(cursor, connection)
        timed.clock = clock
        return timed

    connection.make_cursor = make_cursor  # type: ignore[method-assign]
    try:
        yield clock
    finally:
        del connection.make_cursor
