from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side

if TYPE_CHECKING:
    from accounts.people.models import Person


class LessonQuerySet(SpacedQuerySet):
    def shared_with(self, person: "Person") -> "LessonQuerySet":
        """What the sides of the person's own organisations let all their people read. Nothing of the other
        side's, though it may stand in the same partnership."""
        own = person.memberships.active().values("organisation")
        return self.exclude(shared_at=None).filter(
            Q(side=Side.CUSTOMER, partnership__customer__in=own)
            | Q(side=Side.SUPPLIER, partnership__supplier__in=own)
        )


class Lesson(SpacedModel):
    """What was learned, so that it stays learned (domain.md §4). It belongs to the side that wrote it."""

    class Category(models.TextChoices):
        PREPARING = "preparing", _("Preparing and choosing")
        AGREEMENT = "agreement", _("The agreement")
        COOPERATION = "cooperation", _("Working together")
        PEOPLE = "people", _("People and skills")
        DELIVERY = "delivery", _("Delivery and quality")
        TECHNOLOGY = "technology", _("Technology and data")
        MONEY = "money", _("Money and risk")
        ENDING = "ending", _("Ending and handing over")

    number = models.PositiveIntegerField()  # counted within the partnership
    title = NameField(_("the lesson in one sentence"), max_length=200)
    category = models.CharField(_("category"), max_length=20, choices=Category)
    happened = LongTextField(_("what happened"), max_length=4000)
    learned = LongTextField(_("what we learned"), max_length=4000)
    for_whom = NameField(_("for whom"), max_length=200, blank=True)
    words = NameField(_("search words"), max_length=200, blank=True)
    side = models.CharField(max_length=10, choices=Side)  # whose it is
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    #: From when on the side's whole organisation may read it, and which lead said so.
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = LessonQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="lesson_number_in_partnership"),
            models.CheckConstraint(
                condition=Q(space="joint") | Q(space=models.F("side")), name="lesson_in_its_sides_space"
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-created_at", "-id"], name="lesson_latest"),
            models.Index(fields=["-shared_at", "-id"], condition=~Q(shared_at=None), name="lesson_shared"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("lesson", args=[self.partnership.reference, self.number])

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None
