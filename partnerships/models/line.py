from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.role import Role
from partnerships.models.space import SpacedModel, SpacedQuerySet


class LineTrial(SpacedModel):
    """A line of communication between two peers that somebody tried out, and when (domain.md §2). When one
    of the two is another person, it is another line, and nobody has tried it yet."""

    customer_role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    supplier_role = models.ForeignKey(Role, models.CASCADE, related_name="+")
    tried_on = models.DateField(_("tried out on"))
    tried_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    note = models.CharField(_("how it went"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-tried_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(space="joint"), name="line_is_joint"),
            models.UniqueConstraint(
                fields=["customer_role", "supplier_role", "tried_on"],
                name="line_once_a_day",
                violation_error_code="tried_on",
                violation_error_message=_("Somebody has noted this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_role} – {self.supplier_role}, {self.tried_on}"
