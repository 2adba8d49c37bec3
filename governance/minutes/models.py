from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField
from governance.meetings.models import Meeting
from partnerships.access.models import SpacedModel, SpacedQuerySet

if TYPE_CHECKING:
    from accounts.people.models import Person

#: So long the editing lock stays with who writes, after their page was last heard of.
LEASE: Final = timedelta(seconds=60)


class Attendance(models.TextChoices):
    """Whether somebody who was expected came."""

    UNKNOWN = "", _("Not said")
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Sent apologies")
    ABSENT = "absent", _("Absent")


class Minutes(SpacedModel):
    """What was said, decided and agreed to do in a meeting: written by one person at a time, signed by both
    sides, then sealed (domain.md §4)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        SUBMITTED = "submitted", _("Waits for signatures")
        SEALED = "sealed", _("Signed by both")

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    text = LongTextField(_("in general"), blank=True, max_length=20_000)  # Markdown
    guests = LongTextField(_("guests"), blank=True, max_length=2000)  # a name a line
    #: [{"person", "name", "side", "came"}, …]: as they were called then.
    attendance = models.JSONField(default=list)
    #: What was agreed to do, as it stood when the minutes were submitted: actions live on, minutes do not.
    agreed = models.JSONField(default=list)
    #: The language and time zone that the signed text is written in.
    language = models.CharField(max_length=10, blank=True)

    #: Who holds the editing lock, until when if nothing more is heard of them, and who asks for it.
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    writer_until = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    #: Raised with every text that is saved; a page that was opened on an older one is told so.
    version = models.PositiveIntegerField(default=1)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        indexes = [models.Index(fields=["state", "id"], name="minutes_state_idx")]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("minutes", args=[self.partnership.reference, self.meeting.number])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_sealed(self) -> bool:
        return self.state == self.State.SEALED

    def is_locked_by(self, person: "Person", now: datetime | None = None) -> bool:
        return self.writer_id == person.pk and not self.lock_is_free(now)

    def lock_is_free(self, now: datetime | None = None) -> bool:
        return self.writer_id is None or (self.writer_until or timezone.now()) <= (now or timezone.now())

    @property
    def guest_names(self) -> list[str]:
        return [name for line in self.guests.splitlines() if (name := " ".join(line.split()))]

    def who(self, came: Attendance, side: str = "") -> list[str]:
        """The names of those of whom it is said."""
        people: list[dict[str, Any]] = self.attendance
        return [one["name"] for one in people if one["came"] == came and side in ("", one["side"])]

    @property
    def who_came(self) -> list[str]:
        return [*self.who(Attendance.PRESENT), *self.guest_names]
