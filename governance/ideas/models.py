from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side

if TYPE_CHECKING:
    from accounts.people.models import Person
    from common.prepared import Given

#: A raised idea asks its sponsors for an assessment within two weeks; any other, when it has stood still.
ASSESSED_WITHIN = timedelta(days=14)
STANDS_STILL_AFTER = timedelta(days=60)


class IdeaQuerySet(SpacedQuerySet):
    def live(self) -> "IdeaQuerySet":
        """Those on their way: neither set aside nor with their effect shown."""
        return self.filter(set_aside_at=None).exclude(stage=Idea.Stage.EFFECT_SHOWN)

    def by_stage(self) -> "IdeaQuerySet":
        """With ``place``, the stage's place on the way."""
        whens = [When(stage=stage, then=Value(place)) for place, stage in enumerate(Idea.Stage.values)]
        ideas: IdeaQuerySet = self.annotate(place=Case(*whens, output_field=models.IntegerField()))
        return ideas

    def waiting_for(self, person: "Person | Given", moved_before: "datetime | Given") -> "IdeaQuerySet":
        """Those that the person sponsors, and that ask for the next step: they were raised, or have not
        moved since ``STANDS_STILL_AFTER``."""
        still = Q(stage=Idea.Stage.RAISED) | Q(moved_at__lt=moved_before)
        own = Q(customer_sponsor=person) | Q(supplier_sponsor=person)
        ideas: IdeaQuerySet = self.live().filter(own & still)
        return ideas


class Idea(SpacedModel):
    """Something that might make it better, on its way from a thought to an effect (domain.md §4)."""

    class Area(models.TextChoices):
        BUSINESS = "business", _("Business development")
        PROCESSES = "processes", _("Processes")
        PEOPLE = "people", _("People")
        INFRASTRUCTURE = "infrastructure", _("Infrastructure")

    class Stage(models.TextChoices):
        RAISED = "raised", _("Raised")
        ASSESSED = "assessed", _("Assessed")
        TRIED = "tried", _("Tried")
        PUT_TO_USE = "put_to_use", _("Put to use")
        EFFECT_SHOWN = "effect_shown", _("Effect shown")

    number = models.PositiveIntegerField()  # counted within the partnership
    title = NameField(_("the idea in a few words"), max_length=200)
    description = LongTextField(_("more about it"), blank=True, max_length=4000)
    area = models.CharField(_("area"), max_length=20, choices=Area)
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.RAISED)
    hoped = LongTextField(_("what effect is hoped for"), blank=True, max_length=2000)
    shown = LongTextField(_("what effect is shown"), blank=True, max_length=2000)
    #: Each side names its own.
    customer_sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    supplier_sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    raised_side = models.CharField(max_length=10, choices=Side)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = LongTextField(_("why it is set aside"), blank=True, max_length=2000)
    version = models.PositiveIntegerField(default=1)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="idea_number_in_partnership"),
            models.CheckConstraint(
                condition=~Q(stage="effect_shown") | ~Q(shown=""),
                name="idea_effect_in_words",
                violation_error_code="shown",
                violation_error_message=_("Say what effect is shown: in numbers, or in words."),
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at=None) | ~Q(set_aside_reason=""),
                name="idea_set_aside_for_a_reason",
                violation_error_code="reason",
                violation_error_message=_("Say why, for those who come up with it again."),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "stage", "-moved_at", "-id"], name="idea_on_its_way"),
            models.Index(fields=["customer_sponsor", "moved_at"], name="idea_of_customer_sponsor"),
            models.Index(fields=["supplier_sponsor", "moved_at"], name="idea_of_supplier_sponsor"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("idea", args=[self.partnership.reference, self.number])

    @property
    def is_set_aside(self) -> bool:
        return self.set_aside_at is not None

    @property
    def origin_key(self) -> str:
        """What an action that came from it carries."""
        return f"idea/{self.pk}"

    def sponsor(self, side: Side | str) -> "Person | None":
        return self.customer_sponsor if side == Side.CUSTOMER else self.supplier_sponsor

    @staticmethod
    def patience(stage: str) -> timedelta:
        """How long after its last move its sponsors are asked for the next step."""
        return ASSESSED_WITHIN if stage == Idea.Stage.RAISED else STANDS_STILL_AFTER
