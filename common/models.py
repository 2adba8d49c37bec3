from typing import ClassVar

from django.db import models
from django.utils import timezone


class Counter(models.Model):
    """How often something was done within a window (``common/limits.py``)."""

    #: The digest of what is counted: addresses of people and machines are not kept.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="counter_ends")]


class SentForm(models.Model):
    """A form that made something, and where it led (``common/idempotency.py``)."""

    #: The digest of who sent what to where.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    led_to = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sent_at"], name="sent_form_sent")]
