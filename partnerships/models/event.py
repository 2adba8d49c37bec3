from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.models.space import SpacedModel, SpacedQuerySet


class TimelineIsFinal(RuntimeError):
    """Somebody tried to change what has happened."""

    def __init__(self) -> None:
        super().__init__("An event on the timeline is written once: it is neither changed nor deleted.")


class EventQuerySet(SpacedQuerySet):
    """Events are added and read. Those of a deleted partnership go with it, by the database's cascade."""

    def update(self, **_fields: Any) -> NoReturn:
        raise TimelineIsFinal

    def delete(self) -> NoReturn:
        raise TimelineIsFinal

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if kwargs.get("update_conflicts"):
            raise TimelineIsFinal
        return super().bulk_create(objs, *args, **kwargs)


class TimelineEvent(SpacedModel):
    """What happened and who did it; written in the transaction of the change, never edited."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60)  # "role.given", "health_check.opened"
    subject = models.CharField(max_length=255)  # what it was about, as people call it
    change = models.JSONField(default=dict)  # {"field": [from, to]} or facts of the event

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["partnership", "-at"]),
            models.Index(fields=["partnership", "person", "-at"], name="event_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TimelineIsFinal
        # with a known key, Django would try to write over the row first
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TimelineIsFinal
