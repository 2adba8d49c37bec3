from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField
from governance.charter.models import CharterVersion
from partnerships.access.models import SpacedModel, SpacedQuerySet


class CharterReview(SpacedModel):
    """Both sides have looked at the charter together, at what one sees and below the surface: structure and
    process are what one sees, behaviour, values and engagement are what decides (domain.md §4)."""

    class Outcome(models.TextChoices):
        HOLDS = "holds", _("It still holds")
        NEW_VERSION = "new_version", _("We begin a new version")

    charter = models.ForeignKey(CharterVersion, models.CASCADE, related_name="reviews")
    held_on = models.DateField(_("when did you look at it"))
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome)
    surface = LongTextField(_("structure and process"), blank=True, max_length=4000)
    behaviour = LongTextField(_("behaviour"), blank=True, max_length=4000)
    values = LongTextField(_("values"), blank=True, max_length=4000)
    engagement = LongTextField(_("engagement"), blank=True, max_length=4000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["partnership", "-held_on", "-id"], name="charter_reviews_idx")]

    def __str__(self) -> str:
        return f"{self.charter}, {self.held_on}"

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What was seen, with what it is called."""
        told = (
            (_("structure and process"), self.surface),
            (_("behaviour"), self.behaviour),
            (_("values"), self.values),
            (_("engagement"), self.engagement),
        )
        return [(str(name), text) for name, text in told if text]
