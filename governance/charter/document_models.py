from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.documents import Paper
from governance.charter.models import CharterVersion
from partnerships.access.models import SpacedModel, SpacedQuerySet


class CharterPaper(SpacedModel, Paper):
    """A charter for the wall, or the collaboration annex as it stood when somebody asked for it."""

    class Kind(models.TextChoices):
        WALL = "wall", _("Charter for the wall")
        ANNEX = "annex", _("Collaboration annex")

    kind = models.CharField(max_length=8, choices=Kind)
    #: The version that it shows; the annex may be asked for before there is one.
    charter = models.ForeignKey(CharterVersion, models.CASCADE, null=True, related_name="papers")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_side = models.CharField(max_length=10)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-wanted_at", "-pk"]
        indexes = [
            models.Index(fields=["partnership", "-wanted_at", "-id"], name="charter_paper_idx"),
            models.Index(fields=["state", "wanted_at"], name="charter_paper_due_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("charter_paper", args=[self.partnership.reference, self.pk])
