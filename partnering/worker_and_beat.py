"""Worker and beat in one process: ``python -m partnering.worker_and_beat``, as ``script/server`` runs it.

On one small server Celery's usual four processes would be half of what everything weighs. Where there are
many users, worker and beat run apart: see ``deploy/compose.yaml``.
"""

import os
import signal
from threading import Thread
from typing import Any

from celery.beat import Service
from celery.signals import worker_ready, worker_shutdown

from partnering.celery import app

#: Threads, so that mail goes out while a report is being made.
WORKER = ["worker", "--pool", "threads", "--concurrency", "2", "--without-gossip", "--without-mingle"]


class Beat(Thread):
    """Wakes the sweeps. If it fails, the worker ends as well: half of the two would not be noticed."""

    def __init__(self) -> None:
        super().__init__(name="beat", daemon=True)
        # Each second it looks whether it is to stop. The worker answers who asks whether they live; the
        # types do not know yet that beat could.
        self.service = Service(app, max_interval=1, remote_control=False)  # type: ignore[call-arg]

    def run(self) -> None:
        try:
            self.service.start()
        except BaseException:
            os.kill(os.getpid(), signal.SIGTERM)
            raise

    def stop(self, **kwargs: Any) -> None:
        self.service.stop()
        self.join(timeout=5)


def main() -> None:
    beat = Beat()
    worker_ready.connect(lambda **kwargs: beat.start(), weak=False)
    worker_shutdown.connect(beat.stop, weak=False)
    app.worker_main([*WORKER, "--loglevel", "INFO"])


if __name__ == "__main__":
    main()
