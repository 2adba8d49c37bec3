from django.db import models
from django.utils import timezone

from assessments.respondents.models import Respondent
from common.model_fields import LongTextField


class Answer(models.Model):
    """One respondent's answer to one question. Nobody but the respondent reads it; the sides meet in
    ``QuestionResult``, written when the round closes."""

    respondent = models.ForeignKey(Respondent, models.CASCADE, related_name="answers")
    question_key = models.CharField(max_length=60)
    #: A value of the question's scale, or "cannot_say"; empty where only a comment is written so far.
    value = models.CharField(max_length=20, blank=True)
    comment = LongTextField(blank=True, max_length=2000)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["respondent", "question_key"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.question_key}: {self.value}"
