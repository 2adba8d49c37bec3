"""Two services at once, as close as they come: each waits, with the first row that both want, for the
other."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any, Final

from django.db import connection, transaction

from tests.locks.recording import is_locking

#: So long the one that is ahead waits: the other may wait for it already.
PAUSE: Final = 0.05


class Racers:
    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self.threads = threads

    def race(self, calls: Sequence[Callable[[], Any]], first: Sequence[int]) -> list[BaseException]:
        """What went wrong. What they did is taken back, so all begin with the same world. ``first`` says
        after which of its statements each waits for the other."""
        barrier = Barrier(len(calls))
        running = [self.threads.submit(_call, *each, barrier) for each in zip(calls, first, strict=True)]
        return [error for each in running if (error := each.exception())]


@contextmanager
def racers(count: int = 2) -> Iterator[Racers]:
    with ThreadPoolExecutor(count) as threads:
        yield Racers(threads)
        together = Barrier(count)
        for each in [threads.submit(_hang_up, together) for _ in range(count)]:
            each.result()


def _call(call: Callable[[], Any], first: int, barrier: Barrier) -> None:
    number = 0

    def meet(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal number
        result = execute(sql, params, many, context)
        number += is_locking(sql)
        if number == first and is_locking(sql):
            with suppress(BrokenBarrierError):
                barrier.wait(PAUSE)
        return result

    with connection.cursor() as cursor:
        cursor.execute("SET deadlock_timeout = '20ms'")
    with transaction.atomic():
        with connection.execute_wrapper(meet):
            call()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _hang_up(together: Barrier) -> None:
    together.wait()
    connection.close()
