from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.model_fields import LongTextField
from common.prepared import Given
from partnerships.access.days import day_of_partnership
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Part, Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, actor: "Actor") -> "MandateQuerySet":
        """Who may sign for whom is known to both sides."""
        if not actor.may("view"):
            return self.none()
        return self.filter(partnership=actor.partnership)

    def dated(self, on: date | Given | None = None) -> "MandateQuerySet":
        """Those whose period holds the day, which is found as for roles, and that stand."""
        day = day_of_partnership(on)
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, ended_at=None)

    def current(self, on: date | None = None) -> "MandateQuerySet":
        """Those that let somebody sign: a mandate rests on a role of its holder's on that side, and that
        on their membership. Nobody signs from outside."""
        roles = Role.objects.current(on).filter(
            partnership=OuterRef("partnership"), person=OuterRef("person"), side=OuterRef("side")
        )
        return self.dated(on).filter(Exists(roles.exclude(part=Part.FACILITATOR)))


class Mandate(models.Model):
    """Who signs in the SRO's or the SRIE's stead: named in writing by one of them, from-to, revocable."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="mandates")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mandates",
        verbose_name=_("who may sign"),
    )
    wording = LongTextField(
        _("in writing"),
        max_length=2000,
        help_text=_("What this person may sign for you, in your words. Both sides can read it."),
    )
    since = models.DateField(_("from"), default=date.today)
    until = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "side", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="mandate_until_after_since",
                violation_error_code="until",
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]
        indexes = [models.Index(fields=["person", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.person} ({self.side})"

    def ends(self, today: date) -> bool:
        """Whether it is over, by its own last day or because it was ended."""
        return self.ended_at is not None or (self.until is not None and self.until < today)
