from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

if TYPE_CHECKING:
    from accounts.models import Person


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def for_person(self, person: "Person") -> "ImportRunQuerySet":
        """Those of the organisations where the person is officer."""
        officer = person.memberships.active().filter(is_officer=True).values("organisation")
        return self.filter(organisation__in=officer)

    def left_over(self, now: datetime) -> "ImportRunQuerySet":
        """Waiting for a worker, or claimed by one that never came back."""
        working = Q(state__in=[ImportRun.State.READING, ImportRun.State.STORING])
        return self.filter(working, Q(claimed_until=None) | Q(claimed_until__lt=now))


class ImportRun(models.Model):
    """One upload of OCDS files by an officer: first looked at, then stored, each by the worker."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        PREVIEW = "preview", _("Ready to look at")
        STORING = "storing", _("Being stored")
        STORED = "stored", _("Stored")
        FAILED = "failed", _("Could not be read")
        DISCARDED = "discarded", _("Discarded")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="import_runs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    #: The uploaded files: [{"name": as uploaded, "stored_as": path in the file store, "size": bytes}]
    files = models.JSONField(default=list)
    #: What the preview found or the storing did, per file; the same shape as ``import_ocds --json``.
    outcome = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)  # files worked through so far
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: Why it failed, for the person who asked for it.
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("import_run", args=[self.pk])

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.READING, self.State.STORING)
