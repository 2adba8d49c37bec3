"""The wake-ups. A mail to be sent is a row; a task only says which rows to look at, and may be lost,
late, or run twice."""

import logging
import time

from outbox import clock, delivery
from partnering.celery import app

log = logging.getLogger(__name__)
#: So many mails go with one task: few enough that several workers share a big post, over one connection each.
CHUNK = 50
#: A broker that is away is noticed after two seconds, or ten if it hangs. Who saves a form waits that
#: long once in a while, not each time.
PAUSE_SECONDS = 30
_no_wake_before = 0.0


@app.task(acks_late=True)
def deliver(message_id: int) -> None:
    delivery.deliver([message_id])


@app.task(acks_late=True)
def deliver_chunk(message_ids: list[int]) -> None:
    delivery.deliver(message_ids)


@app.task(acks_late=True)
def deliver_due() -> None:
    delivery.deliver_due(clock.now())


def deliver_many(ids: list[int]) -> None:
    """Wake the worker for these mails. A broker that is away costs one attempt, whatever the number of
    mails, and then none for a while: the rows are there, and ``deliver_due`` finds them."""
    global _no_wake_before
    if time.monotonic() < _no_wake_before:
        return
    for start in range(0, len(ids), CHUNK):
        try:
            deliver_chunk.delay(ids[start : start + CHUNK])
        except Exception as error:  # what a broker raises depends on the broker
            log.warning("the worker was not woken for %d mails: %s", len(ids) - start, error)
            _no_wake_before = time.monotonic() + PAUSE_SECONDS
            return
