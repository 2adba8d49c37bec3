"""The wake-ups. What is to be done is a row; a sweep finds it where a task was lost."""

import logging

from django.utils import timezone

from accounts.sign_in import forgotten
from partnering.celery import app

log = logging.getLogger(__name__)


@app.task(acks_late=True)
def answer_forgotten() -> None:
    forgotten.answer_forgotten(timezone.now())


def wake_for_forgotten() -> None:
    try:
        answer_forgotten.delay()
    except Exception as error:  # what a broker raises depends on the broker
        log.warning("the worker was not woken for a new password: %s", error)
