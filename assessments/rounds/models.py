from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.instruments.definitions import Instrument, instrument
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.lifecycle.models import NOT_ENDED
from partnerships.sides import Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor


#: So long before an anniversary its check opens by itself.
OPENS_BEFORE = timedelta(weeks=6)


class RoundQuerySet(SpacedQuerySet):
    def going(self) -> "RoundQuerySet":
        """Open, in partnerships that have not ended."""
        return self.filter(NOT_ENDED, closed_at=None)

    def health_checks(self, actor: "Actor") -> "RoundQuerySet":
        return self.visible_to(actor).filter(instrument_key="health_check")

    def open_health_check(self, actor: "Actor") -> "Round | None":
        round: Round | None = self.health_checks(actor).filter(closed_at=None).first()
        if round:
            round.partnership = actor.partnership
        return round


class Round(SpacedModel):
    """One instrument asked of both sides, blind until it closes (domain.md §7). It keeps the version of
    the questions that it was opened with, and is never opened again."""

    instrument_key = models.CharField(max_length=40, default="health_check")
    instrument_version = models.PositiveSmallIntegerField(default=1)
    #: The anniversary it was opened for, by itself; empty where a lead opened it.
    anniversary = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closes_at = models.DateTimeField(_("closes"))
    closed_at = models.DateTimeField(null=True)
    #: Both leads may close early: each says so once.
    customer_closes = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    supplier_closes = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    # written once, at closing
    customer_asked = models.PositiveSmallIntegerField(default=0)
    supplier_asked = models.PositiveSmallIntegerField(default=0)
    customer_answered = models.PositiveSmallIntegerField(default=0)
    supplier_answered = models.PositiveSmallIntegerField(default=0)
    going_well = models.PositiveSmallIntegerField(default=0)
    attention = models.PositiveSmallIntegerField(default=0)  # gaps among them
    gaps = models.PositiveSmallIntegerField(default=0)
    not_answered = models.PositiveSmallIntegerField(default=0)
    #: Mean of each side's answers over the questions, 0 (not at all) to 3 (fully); only for the trend line.
    customer_mean = models.FloatField(null=True)
    supplier_mean = models.FloatField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "instrument_key"],
                condition=Q(closed_at=None),
                name="round_one_open",
                violation_error_message=_("A health check is open already."),
            ),
            models.UniqueConstraint(
                fields=["partnership", "instrument_key", "anniversary"],
                condition=~Q(anniversary=None),
                name="round_once_an_anniversary",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=models.F("opened_at")),
                name="round_closes_after_opening",
                violation_error_message=_("The closing day has to come after today."),
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="round_open_by_closing"),
            models.Index(fields=["partnership", "-closed_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("health_check", args=[self.partnership.reference, self.pk])

    @property
    def title(self) -> str:
        return _("Health check %(year)s") % {"year": self.opened_at.year}

    @property
    def is_unanswered(self) -> bool:
        """It has closed, and nobody on either side had answered."""
        return not (self.is_open or self.customer_answered or self.supplier_answered)

    @property
    def silent_side(self) -> Side | None:
        """The one side from which no answer came, where the other did answer."""
        if self.is_open or bool(self.customer_answered) == bool(self.supplier_answered):
            return None
        return Side.SUPPLIER if self.customer_answered else Side.CUSTOMER

    @property
    def late_since(self) -> date | None:
        """When it should have opened by itself, where it opened only after the anniversary."""
        if self.anniversary is None or self.opened_by_id:
            return None
        is_late = self.partnership.today(self.opened_at) >= self.anniversary
        return self.anniversary - OPENS_BEFORE if is_late else None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def takes_answers(self, now: datetime | None = None) -> bool:
        """Open, and its time not yet over: the sweep that closes it may come a little later."""
        return self.is_open and (now or timezone.now()) < self.closes_at

    def closes_early(self, side: Side) -> int | None:
        """The id of the lead who has agreed for that side to close before the day."""
        return self.customer_closes_id if side is Side.CUSTOMER else self.supplier_closes_id

    @property
    def instrument(self) -> Instrument:
        return instrument(self.instrument_key, self.instrument_version)

    def origin_key(self, question_key: str) -> str:
        """What an action about this question's finding carries as its origin."""
        return f"round/{self.pk}/{question_key}"
