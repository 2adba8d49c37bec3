from django.conf import settings
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from common.immutable import ImmutableModel, ImmutableQuerySet
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.lifecycle.models import Partnership


class EventQuerySet(ImmutableQuerySet, SpacedQuerySet):  # type: ignore[override]
    pass


class TimelineEvent(ImmutableModel, SpacedModel):
    """What happened and who did it; written in the transaction of the change, never edited."""

    once = "An event on the timeline"

    # what has happened outlasts every wish to clear it away
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="timelineevents")
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
            # what happened to one numbered thing
            models.Index("partnership", KeyTransform("number", "change"), name="event_about_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"
