from django.db import models

from common.documents import Paper
from partnerships.signing.models import SignOff


class SignOffPaper(Paper):
    """What both signed, with its signatures, as a PDF: one a language."""

    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="papers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_off", "language"], name="sign_off_paper_once")]

    def __str__(self) -> str:
        return f"{self.sign_off} ({self.language})"
