"""How a worker ends when it is told to: within seconds, whoever else is told.

systemd tells every process of a service at once, not the first one only. Celery's pool does not expect that:
its processes end before the one that waits for them, which then waits for ever. So these leave it to the
first one to end them, when what they are at is done; and whatever still runs after a while is ended, for all
work is a row that the next worker takes up.
"""

import contextlib
import os
import signal
import threading
from typing import Any, Final

#: So long a task may go on after the worker was told to end; systemd waits for 90 seconds, Docker for 120.
GRACE_SECONDS: Final = 20


def end_within_seconds() -> None:
    """Called once, by the module that makes the Celery app."""
    from celery.signals import worker_process_init, worker_shutting_down

    worker_process_init.connect(_leave_it_to_the_first, weak=False)
    worker_shutting_down.connect(_end_in_any_case, weak=False)


def _leave_it_to_the_first(**kwargs: Any) -> None:
    """In a process of the pool. A task that is out of time is ended by SIGKILL, which follows."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _end_in_any_case(**kwargs: Any) -> None:
    """In the worker itself, which may be told more than once."""
    last = threading.Timer(GRACE_SECONDS, _end)
    last.daemon = True
    last.start()


def _end() -> None:
    from billiard.process import active_children

    for child in active_children():
        with contextlib.suppress(ProcessLookupError):
            if child.pid:  # none where it never started
                os.kill(child.pid, signal.SIGKILL)
    os._exit(0)
