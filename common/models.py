from typing import ClassVar

from django.db import models


class Counter(models.Model):
    """How often something was done within a window (``common/limits.py``)."""

    #: The digest of what is counted: addresses of people and machines are not kept.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="counter_ends")]
