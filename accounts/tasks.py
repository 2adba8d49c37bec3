"""The wake-ups. What is to be done is a row; a sweep finds it where a task was lost."""

from django.utils import timezone

from accounts.sign_in import forgotten
from partnering.celery import app


@app.task(acks_late=True)
def answer_forgotten() -> None:
    forgotten.answer_forgotten(timezone.now())
