from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NoReturn

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField
from governance.lessons.models import Lesson
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Side, Space

if TYPE_CHECKING:
    from accounts.people.models import Person
    from common.prepared import Given
    from partnerships.access.actors import Actor

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
    """The partnership's own policy, or the usual one, not stored."""
    found = EscalationPolicy.objects.filter(partnership=partnership.pk).first()
    return found or EscalationPolicy(partnership_id=partnership.pk)


def next_level(level: str) -> Level | None:
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


class ConcernQuerySet(SpacedQuerySet):
    def going(self) -> "ConcernQuerySet":
        return self.filter(state=Concern.State.OPEN)

    def with_views(self) -> "ConcernQuerySet":
        """With ``customer_viewed`` and ``supplier_viewed``: whether that side has written its view."""
        views = Perspective.objects.filter(concern=OuterRef("pk"))
        found: ConcernQuerySet = self.annotate(
            customer_viewed=Exists(views.filter(side=Side.CUSTOMER)),
            supplier_viewed=Exists(views.filter(side=Side.SUPPLIER)),
        )
        return found


class Concern(SpacedModel):
    """What somebody sees in the state of the partnership or its tone, said without blame (domain.md §4). It
    may lie in the own side's space to be thought over; once both sides see it, its time on a level runs."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ENDED = "ended", _("Ended")

    number = models.PositiveIntegerField()  # counted within the partnership; people say "C-7"
    title = NameField(_("in one sentence"), max_length=200)
    text = LongTextField(_("what I see"), max_length=4000)
    effect = LongTextField(_("what it does to us"), max_length=4000)
    wish = LongTextField(_("what I would wish"), max_length=4000)
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.OPERATIONAL)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_side = models.CharField(max_length=10, choices=Side)
    raised_at = models.DateTimeField(default=timezone.now)
    #: In whose hands it is on this level, a person of each side; nobody where a side has nobody.
    customer_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    supplier_holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: Its last day on this level; none while only one side sees it.
    due_on = models.DateField(null=True, blank=True)
    #: Until when it waits for a view that was missing at the end of the limit; none while it does not.
    waits_until = models.DateField(null=True, blank=True)
    #: How it ends: put forward by one side, and so once the other agrees.
    outcome = LongTextField(_("what did we agree"), max_length=4000, blank=True)
    lesson_title = NameField(_("what did we learn, in one sentence"), max_length=200, blank=True)
    lesson_category = models.CharField(
        _("category"), max_length=20, choices=Lesson.Category, default=Lesson.Category.COOPERATION
    )
    lesson_text = LongTextField(_("what we do differently"), max_length=4000, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome_side = models.CharField(max_length=10, choices=Side, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    lesson = models.ForeignKey(Lesson, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="concern_number_in_partnership"),
            models.CheckConstraint(
                condition=Q(state="open") | ~Q(outcome="") & ~Q(ended_at=None),
                name="concern_ends_with_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "-raised_at", "-id"], name="concern_list_idx"),
            models.Index(fields=["due_on", "id"], condition=Q(state="open"), name="concern_due_idx"),
            models.Index(fields=["customer_holder", "state"], name="concern_customer_idx"),
            models.Index(fields=["supplier_holder", "state"], name="concern_supplier_idx"),
            models.Index(fields=["raised_by", "state"], name="concern_raiser_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("concern", args=[self.partnership.reference, self.number])

    @property
    def name(self) -> str:
        return f"C-{self.number}"

    @property
    def origin_key(self) -> str:
        return f"concern/{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_joint(self) -> bool:
        return self.space == Space.JOINT

    @property
    def is_ending(self) -> bool:
        """One side has put forward how it ends, and the other has not answered yet."""
        return self.is_open and self.outcome_at is not None

    @property
    def next_level(self) -> Level | None:
        return next_level(self.level)

    @property
    def holders(self) -> "list[tuple[Side, Person | None]]":
        return [(side, self.holder(side)) for side in Side]

    def holder(self, side: Side) -> "Person | None":
        return self.customer_holder if side is Side.CUSTOMER else self.supplier_holder

    def set_holder(self, side: Side, person: "Person | None") -> None:
        setattr(self, f"{side.value}_holder", person)

    def is_past(self, today: date | None = None) -> bool:
        """Its time on this level has run out."""
        return self.is_open and self.due_on is not None and self.due_on < (today or self.partnership.today())


class PerspectiveQuerySet(models.QuerySet["Perspective"]):
    def read_by(self, actor: "Actor") -> "PerspectiveQuerySet":
        """One's own side's; and the other's as well once both are written: they are written blind, so that
        neither side answers to what the other supposed. An outside facilitator reads them then."""
        return self.read_from("" if actor.is_outsider else actor.side, actor)

    def read_from(self, side: "str | Given", actor: "Actor") -> "PerspectiveQuerySet":
        """The same for a side that is known; an outsider stands on none."""
        visible = self.filter(concern__in=Concern.objects.visible_to(actor))
        others = Perspective.objects.filter(concern=OuterRef("concern")).exclude(side=OuterRef("side"))
        return visible.filter(Q(side=side) | Exists(others))


class Perspective(models.Model):
    """How the other side probably sees it, written by one side (domain.md §4)."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="perspectives")
    side = models.CharField(max_length=10, choices=Side)  # whose words they are
    text = LongTextField(_("how the other side probably sees it"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = PerspectiveQuerySet.as_manager()

    class Meta:
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "side"], name="perspective_once_a_side"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class NoteQuerySet(SpacedQuerySet):
    def update(self, **_fields: Any) -> NoReturn:
        raise TypeError("What was said stays as it was")

    def delete(self) -> NoReturn:
        raise TypeError("What was said stays as it was")


class ConcernNote(SpacedModel):
    """Something said about a concern. What was said in a side's own space stays there when the concern is
    shared."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="notes")
    side = models.CharField(max_length=10, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = LongTextField(_("what do you want to say"), max_length=4000)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["concern", "at", "id"], name="concern_note_idx")]

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("What was said stays as it was")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("What was said stays as it was")
