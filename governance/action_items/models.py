from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.immutable import ImmutableModel, ImmutableQuerySet
from common.model_fields import LongTextField, NameField, WordsField
from common.stored_words import in_own_language
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Level, Side

#: How long before the day its owner is reminded, and how often while it is late.
REMINDED_BEFORE: Final = timedelta(days=3)
WEEK: Final = timedelta(days=7)


def next_reminder(due: date, after: date) -> date:
    """The first day after ``after`` that is three days before the due day, that day itself, or some weeks
    past it."""
    if after < due - REMINDED_BEFORE:
        return due - REMINDED_BEFORE
    if after < due:
        return due
    return due + ((after - due) // WEEK + 1) * WEEK


class ActionItem(SpacedModel):
    """One thing that somebody does by a day, on the one list (domain.md §4)."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")

    class Origin(models.TextChoices):
        FINDING = "finding", _("Health check")
        IDEA = "idea", _("Idea")
        RISK = "risk", _("Risk")
        HORIZON = "horizon", _("Horizon")
        MEETING = "meeting", _("Meeting")
        CONCERN = "concern", _("Concern")
        ADDED = "added", _("Added directly")

    number = models.PositiveIntegerField()  # counted within the partnership
    title = NameField(_("what is to be done"), max_length=200)
    description = LongTextField(_("more about it"), blank=True, max_length=4000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="actions", verbose_name=_("who does it")
    )
    owner_side = models.CharField(max_length=10, choices=Side)
    due = models.DateField(_("by"))
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.TACTICAL)
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.ADDED)
    #: What it came from, for those who look it up: "round/12/communications". Empty when added directly.
    origin_key = models.CharField(max_length=120, blank=True, db_index=True)
    origin_label = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    #: The day, as its owner counts days, on which they are reminded next; see ``next_reminder``.
    remind_on = models.DateField(null=True, editable=False)
    done_note = LongTextField(_("how it went"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="action_number_in_partnership"),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "due", "id"]),
            models.Index(fields=["owner", "state", "due"]),
            models.Index(fields=["partnership", "state", "level", "due", "id"], name="action_level_idx"),
            models.Index(fields=["remind_on", "owner"], condition=Q(state="open"), name="action_remind_idx"),
        ]

    @property
    def origin_in_words(self) -> str:
        return in_own_language(self.origin_label) or self.get_origin_display()

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.partnership.reference, self.number])

    def days_late(self, today: date | None = None) -> int:
        """Whole days past the due day, 0 when it is not late or is done."""
        if self.state == self.State.DONE:
            return 0
        return max(0, ((today or self.partnership.today()) - self.due).days)

    def plan_reminder(self, today: date) -> None:
        """After ``today``: who gives or takes an action today needs no other word about it."""
        self.remind_on = next_reminder(self.due, today)


class DueMove(ImmutableModel):
    """The day of an action moved: from when to when, and why. Written once."""

    once = "A moved date"

    action = models.ForeignKey(ActionItem, models.CASCADE, related_name="moves")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    before = models.DateField()
    after = models.DateField()
    reason = WordsField(_("why the day moves"), max_length=500)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
