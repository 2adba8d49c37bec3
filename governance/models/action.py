from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Level, Side


class Action(SpacedModel):
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
    title = models.CharField(_("what is to be done"), max_length=200)
    description = models.TextField(_("more about it"), blank=True, max_length=4000)
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
    done_note = models.TextField(_("how it went"), blank=True, max_length=2000)
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
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.partnership.reference, self.number])

    def days_late(self, today: date | None = None) -> int:
        """Whole days past the due day, 0 when it is not late or is done."""
        if self.state == self.State.DONE:
            return 0
        return max(0, ((today or timezone.localdate()) - self.due).days)

    @property
    def is_due_this_year(self) -> bool:
        return self.due.year == timezone.localdate().year
