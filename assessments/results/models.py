from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.rounds.models import Round


class QuestionResult(models.Model):
    """What both sides answered to one question of a closed round; written once, at closing."""

    class Status(models.TextChoices):
        GOING_WELL = "going_well", _("Going well")
        ATTENTION = "attention", _("Attention")
        GAP = "gap", _("Gap")
        NOT_ANSWERED = "not_answered", _("Not answered")

    round = models.ForeignKey(Round, models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    question_key = models.CharField(max_length=60)
    status = models.CharField(max_length=12, choices=Status)
    #: Each side's lower median on the question's scale; empty where nobody on the side answered.
    customer_answer = models.CharField(max_length=20, blank=True)
    supplier_answer = models.CharField(max_length=20, blank=True)
    #: How many gave each answer, "cannot_say" too; ``None`` where fewer than three answered on the side.
    customer_counts = models.JSONField(null=True)
    supplier_counts = models.JSONField(null=True)
    #: [[side, text], …] in an order that tells nothing about who wrote them.
    comments = models.JSONField(default=list)

    class Meta:
        ordering = ["round", "position"]
        constraints = [models.UniqueConstraint(fields=["round", "question_key"], name="result_once")]

    def __str__(self) -> str:
        return f"{self.question_key}: {self.status}"
