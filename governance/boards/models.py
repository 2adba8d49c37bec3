import zoneinfo
from datetime import date, time
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.organisations.models import validate_time_zone
from common.model_fields import LongTextField, NameField, WordsField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import SENIOR_PART, Level, Part, Side


class Interval(models.TextChoices):
    """How long from one meeting to the next: so many weeks, or so many months."""

    WEEK = "w1", _("Every week")
    TWO_WEEKS = "w2", _("Every second week")
    MONTH = "m1", _("Every month")
    TWO_MONTHS = "m2", _("Every second month")
    QUARTER = "m3", _("Every third month")
    FOUR_MONTHS = "m4", _("Every fourth month")
    HALF_YEAR = "m6", _("Every sixth month")
    YEAR = "m12", _("Once a year")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")


class Week(models.IntegerChoices):
    FIRST = 1, _("the first one of the month")
    SECOND = 2, _("the second one of the month")
    THIRD = 3, _("the third one of the month")
    FOURTH = 4, _("the fourth one of the month")
    LAST = 5, _("the last one of the month")


class Month(models.IntegerChoices):
    JANUARY = 1, _("January")
    FEBRUARY = 2, _("February")
    MARCH = 3, _("March")
    APRIL = 4, _("April")
    MAY = 5, _("May")
    JUNE = 6, _("June")
    JULY = 7, _("July")
    AUGUST = 8, _("August")
    SEPTEMBER = 9, _("September")
    OCTOBER = 10, _("October")
    NOVEMBER = 11, _("November")
    DECEMBER = 12, _("December")


class BoardQuerySet(SpacedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Board(SpacedModel):
    """A group of both sides on one level that meets in a cadence: a shorter interval in the first year, then
    a longer one, and once a year the agreement meeting (domain.md §4)."""

    number = models.PositiveIntegerField()  # counted within the partnership
    name = NameField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    #: The joint project board is chaired by the SRO, with the SRIE active in it.
    is_joint = models.BooleanField(default=False)
    terms = LongTextField(_("terms of reference"), blank=True, max_length=20_000)
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair"),
    )
    interval = models.CharField(_("how often"), max_length=3, choices=Interval)
    first_interval = models.CharField(
        _("how often in the first year"), max_length=3, choices=Interval, blank=True
    )
    first_until = models.DateField(_("until"), null=True, blank=True)
    starts_on = models.DateField(_("first meeting from"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    #: Which of the month's weekdays; weekly meetings have no use for it.
    week = models.PositiveSmallIntegerField(_("week"), choices=Week, default=Week.FIRST)
    at = models.TimeField(_("time"))
    minutes_long = models.PositiveSmallIntegerField(
        pgettext_lazy("how long", "minutes"),
        default=90,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    place = NameField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    #: The month whose meeting is the annual agreement meeting; one board of a partnership has it.
    annual_month = models.PositiveSmallIntegerField(
        _("annual agreement meeting"), choices=Month, null=True, blank=True
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days before to remind"), default=3, validators=[MaxValueValidator(30)]
    )
    #: Until which day its meetings are made.
    made_until = models.DateField(null=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_note = WordsField(_("why it is closed"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="board_number_in_partnership"),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(is_joint=True, closed_at=None),
                name="board_joint_once",
                violation_error_code="is_joint",
                violation_error_message=_("This partnership has a joint project board already."),
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(annual_month__isnull=False, closed_at=None),
                name="board_annual_once",
                violation_error_code="annual_month",
                violation_error_message=_("Another board holds the annual agreement meeting already."),
            ),
            models.CheckConstraint(
                condition=Q(first_interval="", first_until=None)
                | (~Q(first_interval="") & Q(first_until__isnull=False)),
                name="board_first_year_whole",
                violation_error_code="first_until",
                violation_error_message=_("Say both how often in the first year, and until when."),
            ),
        ]
        indexes = [models.Index(fields=["closed_at", "made_until", "id"], name="board_due_idx")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.partnership.reference, self.number])

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def cadence(self) -> tuple[str, str, date | None, date, int, int, time, str, int | None]:
        """Everything that decides when it meets."""
        return (
            self.interval,
            self.first_interval,
            self.first_until,
            self.starts_on,
            self.weekday,
            self.week,
            self.at,
            self.time_zone,
            self.annual_month,
        )


class BoardMember(models.Model):
    """Somebody who sits on a board. A seat that comes with a part (SRO, SRIE) follows that part."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats")
    side = models.CharField(max_length=10, choices=Side)
    seat = models.CharField(
        max_length=4, blank=True, choices=[(part.value, part.label) for part in SENIOR_PART.values()]
    )

    class Meta:
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="board_member_once"),
            models.UniqueConstraint(fields=["board", "seat"], condition=~Q(seat=""), name="board_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.board}"

    @property
    def seat_name(self) -> str:
        return str(Part(self.seat).label) if self.seat else ""
