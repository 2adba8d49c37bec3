from datetime import date, timedelta
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level

#: From where a concern begins to where it cannot go on (domain.md §4).
LEVELS: Final = (Level.OPERATIONAL, Level.TACTICAL, Level.STRATEGIC)
ONE_TO_NINETY: Final = [MinValueValidator(1), MaxValueValidator(90)]


class EscalationPolicy(models.Model):
    """How many working days each level has for a concern before it goes to the next. Where a partnership
    has set none, these are the numbers."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, related_name="escalation_policy")
    operational_days = models.PositiveSmallIntegerField(
        _("days on the operational level"), default=10, validators=ONE_TO_NINETY
    )
    tactical_days = models.PositiveSmallIntegerField(
        _("days on the tactical level"), default=10, validators=ONE_TO_NINETY
    )
    strategic_days = models.PositiveSmallIntegerField(
        _("days on the strategic level"), default=15, validators=ONE_TO_NINETY
    )
    version = models.PositiveIntegerField(default=1)

    objects = models.Manager["EscalationPolicy"]()

    def __str__(self) -> str:
        return "/".join(str(self.days_on(level)) for level in LEVELS)

    def days_on(self, level: str) -> int:
        days: int = getattr(self, f"{level}_days")
        return days

    def until(self, level: str, since: date) -> date:
        """The last day of a concern on the level that it came to on ``since``."""
        return working_days_after(since, self.days_on(level))


def escalation_policy_of(partnership: Partnership) -> EscalationPolicy:
    """The partnership's own ladder, or the usual one, not stored."""
    found = EscalationPolicy.objects.filter(partnership=partnership.pk).first()
    return found or EscalationPolicy(partnership_id=partnership.pk)


def above(level: str) -> Level | None:
    """The level that comes next, or ``None`` at the top."""
    place = LEVELS.index(Level(level)) + 1
    return LEVELS[place] if place < len(LEVELS) else None


def working_days_after(day: date, count: int) -> date:
    """Mondays to Fridays. Public holidays count as days: the sides may have different ones, and a limit is to
    be the same day for both."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
