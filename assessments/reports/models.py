from django.db import models

from assessments.rounds.models import Round
from common.documents import Paper


class Report(Paper):
    """The PDF about a closed round, one a language."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reports")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.round} ({self.language})"
