import uuid
import zoneinfo
from datetime import date, datetime, timedelta
from typing import Final, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.organisations.models import validate_time_zone
from common.model_fields import NameField, WordsField
from governance.boards.models import Board
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Level, Side

#: From how long before a planned meeting its people are invited by mail: a calendar full of meetings
#: a year ahead, each of which may still move, helps nobody.
INVITED_BEFORE: Final = timedelta(weeks=8)


def new_uid() -> str:
    """What calendars know a meeting by; it never changes."""
    return f"{uuid.uuid4()}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}"


def _midnight(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)


class MeetingQuerySet(SpacedQuerySet):
    def planned(self) -> Self:
        return self.filter(state=Meeting.State.PLANNED)

    def from_day(self, moment: datetime) -> Self:
        """Those of the reader's day that holds ``moment``, and of later ones."""
        return self.filter(starts_at__gte=_midnight(moment))

    def before_day(self, moment: datetime) -> Self:
        return self.filter(starts_at__lt=_midnight(moment))


class Meeting(SpacedModel):
    """One meeting: made from a board's cadence, or by hand."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")

    number = models.PositiveIntegerField()  # counted within the partnership
    board = models.ForeignKey(
        Board, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("board")
    )
    title = NameField(_("title"), max_length=200)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    is_annual = models.BooleanField(_("annual agreement meeting"), default=False)
    #: The day that the cadence says, before holidays; empty for a meeting that was made by hand.
    planned_for = models.DateField(null=True, blank=True, editable=False)
    starts_at = models.DateTimeField(_("starts"))
    minutes_long = models.PositiveSmallIntegerField(
        pgettext_lazy("how long", "minutes"),
        default=90,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    place = NameField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    #: Why it was moved or cancelled last.
    reason = WordsField(_("reason"), max_length=500, blank=True)
    #: Moved or changed by somebody: a new cadence leaves it alone.
    is_touched = models.BooleanField(default=False, editable=False)
    uid = models.CharField(max_length=100, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    #: When its people are to be invited, and reminded; empty once that is done.
    invite_at = models.DateTimeField(null=True, blank=True, editable=False)
    remind_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Empty where the product made it.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="meeting_number_in_partnership"),
            models.UniqueConstraint(fields=["board", "planned_for"], name="meeting_once_a_planned_day"),
        ]
        indexes = [
            models.Index(fields=["partnership", "starts_at", "id"], name="meeting_list_idx"),
            models.Index(fields=["board", "starts_at", "id"], name="meeting_board_idx"),
            models.Index(fields=["state", "invite_at"], name="meeting_invite_idx"),
            models.Index(fields=["state", "remind_at"], name="meeting_remind_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.partnership.reference, self.number])

    @property
    def name(self) -> str:
        return self.name_of(self.title, self.is_annual)

    @staticmethod
    def name_of(title: str, is_annual: bool) -> str:
        return _now("%(board)s: annual agreement meeting") % {"board": title} if is_annual else title

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes_long)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_invited(self) -> bool:
        """Whether its people have been asked by mail."""
        return self.invite_at is None

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    def when(self) -> str:
        """ "5 March 2027, 10:00–11:30", in the time zone that is active."""
        begins, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{date_format(begins.date())}, {time_format(begins.time())}–{time_format(ends.time())}"

    def day(self) -> date:
        return timezone.localtime(self.starts_at).date()

    def has_begun(self, now: datetime | None = None) -> bool:
        return self.starts_at <= (now or timezone.now())


class Attendee(models.Model):
    """Somebody who is to be at a meeting, and whether they come."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Comes")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("Does not come")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances")
    side = models.CharField(max_length=10, choices=Side)
    #: Invited to this one meeting by hand: a board's change of members does not take them off.
    is_guest = models.BooleanField(default=False)
    answer = models.CharField(max_length=5, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField(null=True, blank=True)
    #: The SEQUENCE of the last invitation that they were sent.
    told = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["side", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendee_once")]
        indexes = [
            models.Index(fields=["person", "meeting"], name="attendee_person_idx"),
            # guests are few among the many who come with their board
            models.Index(fields=["meeting", "person"], condition=Q(is_guest=True), name="attendee_guest_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"


class CalendarAddress(models.Model):
    """The secret address at which a person's own calendar program reads their meetings and due dates. Only
    a digest of the secret is kept: nobody can read the address here, and it is shown once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address", primary_key=True
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    #: What was read there last (its SHA-256), and since when it has been so: for programs that ask whether
    #: anything is new.
    content = models.CharField(max_length=64, blank=True)
    content_since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person)
