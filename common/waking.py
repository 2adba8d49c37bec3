"""A task only wakes a worker. What is to be done is a row, which a sweep finds where the queue is away."""

import logging
from typing import Any

log = logging.getLogger(__name__)


def wake_worker(task: Any, *args: Any) -> None:
    try:
        task.delay(*args)
    except Exception as error:  # what a broker raises depends on the broker
        log.warning("no worker was woken for %s%s: %s", task.name, args, error)
