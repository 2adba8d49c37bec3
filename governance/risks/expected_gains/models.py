from typing import Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side

#: More than these nobody weighs against each other.
MOST_GAINS: Final = 30


class Size(models.IntegerChoices):
    LITTLE = 1, _("1 – nice to have")
    SOME = 2, _("2 – some")
    NOTICEABLE = 3, _("3 – noticeable")
    MUCH = 4, _("4 – much")
    DECISIVE = 5, _("5 – why we are in it")


class ExpectedGain(SpacedModel):
    """What one side gets out of the partnership, as it says itself, for both to see: what it carries is held
    against this (domain.md §4, "Balance")."""

    side = models.CharField(max_length=10, choices=Side)
    text = NameField(_("what do we gain"), max_length=200)
    size = models.PositiveSmallIntegerField(
        _("how much is that"), choices=Size, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-size", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "side", "text"],
                name="gain_once",
                violation_error_code="text",
                violation_error_message=_("That is there already."),
            ),
            models.CheckConstraint(condition=Q(space="joint"), name="gain_is_joint"),
        ]

    def __str__(self) -> str:
        return self.text
