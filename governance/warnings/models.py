from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.people.models import Person


class EarlyWarning(SpacedModel):
    """Something that one side sees coming, in one line, before anybody has scored it. It is there for both
    sides, and it is closed when both say so."""

    text = NameField(_("what do you see coming"), max_length=200)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_side = models.CharField(max_length=10, choices=Side)
    raised_at = models.DateTimeField(default=timezone.now)
    customer_closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    customer_closed_at = models.DateTimeField(null=True, blank=True)
    supplier_closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    supplier_closed_at = models.DateTimeField(null=True, blank=True)
    #: When the second side closed it; empty while it is open.
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "closed_at", "-raised_at"], name="warning_open_idx")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("warnings", args=[self.partnership.reference])

    def closed_by(self, side: Side) -> "Person | None":
        return self.customer_closed_by if side is Side.CUSTOMER else self.supplier_closed_by

    def set_closed(self, side: Side, person: "Person | None", at: "datetime | None") -> None:
        setattr(self, f"{side.value}_closed_by", person)
        setattr(self, f"{side.value}_closed_at", at)
        self.closed_at = at if self.customer_closed_at and self.supplier_closed_at else None
