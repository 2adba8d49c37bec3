from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.round import Round


class Report(models.Model):
    """The PDF about a closed round, one a language: a row from the moment it is wanted."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        MADE = "made", _("Ready")
        FAILED = "failed", _("Could not be made")

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.FileField(upload_to="reports/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.round} ({self.language})"
