from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F


class Stamped(models.Model):
    """A row with a number that every change of what belongs to it raises, in the change's own transaction:
    what pages were made from (``partnering.kept``). Only ``touch`` writes it; saving the row leaves it alone,
    so that nobody puts an older one back."""

    stamp = models.PositiveBigIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding or self.pk is None
        if not is_new and not kwargs.get("force_insert") and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and not field.generated and field.name != "stamp"
            ]
        super().save(*args, **kwargs)

    @classmethod
    def touch(cls, ids: Iterable[int]) -> None:
        """What belongs to these looks different from now on."""
        cls._default_manager.filter(pk__in=list(ids)).update(stamp=F("stamp") + 1)
