"""What lost a race in the database is tried again.

PostgreSQL ends one of two that wait for each other, or that could not have come one after the other; SQLite
gives up when another process writes for too long. Nothing of it is stored then, and the next try finds the
other one done."""

import random
import time
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.db import DatabaseError, connection, transaction

#: A deadlock, and a serialisation that failed.
CODES: Final = ("40P01", "40001")
TRIES: Final = 3
#: Nobody waits for another try who has waited longer than this already.
LONGEST_SECONDS: Final = 10
#: Written outside of what is tried again, and no worse for being written twice.
MAY_STAY: Final = ('"common_counter"',)

Result = TypeVar("Result")


def is_lost_race(error: BaseException) -> bool:
    if not isinstance(error, DatabaseError):
        return False
    code = getattr(error.__cause__, "pgcode", None)
    return code in CODES or (connection.vendor == "sqlite" and "database is locked" in str(error))


def tried_again(attempt: Callable[[], Result], *, may_be: Callable[[], bool] = lambda: True) -> Result:
    """``attempt()``, which stores all or nothing; again after a small pause where it lost a race, as long as
    ``may_be`` says so. Within a transaction it is called once: whoever began that has to begin anew."""
    began = time.monotonic()
    for tries in range(1, TRIES + 1):
        try:
            return attempt()
        except DatabaseError as error:
            is_over = tries == TRIES or time.monotonic() - began > LONGEST_SECONDS
            if is_over or connection.in_atomic_block or not is_lost_race(error) or not may_be():
                raise
        # at another moment than the other one, which waits as well
        time.sleep(random.uniform(0.02, 0.1) * tries)  # noqa: S311 - no secret
    raise AssertionError("the last try returns or raises")


class Stored:
    """Whether anything was committed meanwhile: ``with connection.execute_wrapper(stored):``. What would
    store it once more is not tried again."""

    is_anything = False

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and not any(name in sql for name in MAY_STAY):
            transaction.on_commit(self._note)
        return execute(sql, params, many, context)

    def _note(self) -> None:
        self.is_anything = True
