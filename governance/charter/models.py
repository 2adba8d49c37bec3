from typing import TYPE_CHECKING, Final, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet

if TYPE_CHECKING:
    from partnerships.access.actors import Actor

#: A charter that goes on for longer is one that nobody reads.
MOST_SECTIONS: Final = 40
LONGEST_TEXT: Final = 8000


class CharterQuerySet(SpacedQuerySet):
    def current(self) -> Self:
        return self.filter(state=CharterVersion.State.CURRENT)

    def prepared(self) -> Self:
        return self.filter(state__in=PREPARED)


class CharterVersion(SpacedModel):
    """What both sides promise each other, beside the contract (domain.md §4). Written section by section in
    a workshop, signed by both; earlier versions can be read for ever."""

    class State(models.TextChoices):
        WORKSHOP = "workshop", _("In the workshop")
        WAITING = "waiting", _("Waits for signatures")
        CURRENT = "current", _("Current")
        EARLIER = "earlier", _("Earlier version")

    number = models.PositiveIntegerField()  # counted within the partnership
    state = models.CharField(max_length=10, choices=State, default=State.WORKSHOP)
    #: Raised with every change in the workshop: pages that are open ask for what is newer.
    revision = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    #: When both look at it together; set when it is signed and after each review.
    review_on = models.DateField(_("next review"), null=True, blank=True)
    review_set_on = models.DateField(null=True, blank=True, editable=False)
    #: The meeting that was called for it.
    review_meeting = models.ForeignKey(
        "governance.Meeting", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: The last reminder of that day that went out: "", "month" or "day".
    reminded = models.CharField(max_length=6, default="", blank=True)

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["partnership", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="charter_number_in_partnership"),
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(state="current"), name="charter_one_is_current"
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(state__in=["workshop", "waiting"]),
                name="charter_one_is_prepared",
            ),
        ]
        indexes = [models.Index(fields=["state", "review_on", "id"], name="charter_review_idx")]

    def __str__(self) -> str:
        return _now("Charter, version %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("charter_version", args=[self.partnership.reference, self.number])

    @property
    def is_in_workshop(self) -> bool:
        return self.state == self.State.WORKSHOP

    @property
    def sign_off_key(self) -> str:
        return str(self.pk)

    def parts(self) -> "models.QuerySet[CharterSection]":
        """The sections that are in it, in their order."""
        return self.sections.filter(removed_at=None).order_by("position", "pk")

    def said(self) -> "list[CharterSection]":
        """What both sign: every section that says something."""
        return [section for section in self.parts() if section.text.strip()]

    def text(self) -> str:
        return "\n\n".join(f"## {section.title}\n\n{section.text}" for section in self.said())


PREPARED: Final = (CharterVersion.State.WORKSHOP, CharterVersion.State.WAITING)


class SectionQuerySet(models.QuerySet["CharterSection"]):
    def visible_to(self, actor: "Actor") -> Self:
        return self.filter(charter__in=CharterVersion.objects.visible_to(actor))


class CharterSection(models.Model):
    """One part of a charter. Its key tells which section of another version it continues."""

    charter = models.ForeignKey(CharterVersion, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=40)
    title = NameField(_("heading"), max_length=120)
    text = LongTextField(_("text"), blank=True, max_length=LONGEST_TEXT)  # Markdown
    position = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    #: The charter's revision in which it changed last.
    changed_in = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    edited_side = models.CharField(max_length=10, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    #: Taken out, and put back as it was when somebody wants it after all.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["charter", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "key"], name="charter_section_key"),
        ]

    def __str__(self) -> str:
        return self.title


class CharterReview(SpacedModel):
    """Both sides have looked at the charter together, at what one sees and below the surface: structure and
    process are what one sees, behaviour, values and engagement are what decides (domain.md §4)."""

    class Outcome(models.TextChoices):
        HOLDS = "holds", _("It still holds")
        NEW_VERSION = "new_version", _("We begin a new version")

    charter = models.ForeignKey(CharterVersion, models.CASCADE, related_name="reviews")
    held_on = models.DateField(_("when did you look at it"))
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome)
    surface = LongTextField(_("structure and process"), blank=True, max_length=4000)
    behaviour = LongTextField(_("behaviour"), blank=True, max_length=4000)
    values = LongTextField(_("values"), blank=True, max_length=4000)
    engagement = LongTextField(_("engagement"), blank=True, max_length=4000)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["partnership", "-held_on", "-id"], name="charter_reviews_idx")]

    def __str__(self) -> str:
        return f"{self.charter}, {self.held_on}"

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What was seen, with what it is called."""
        parts = (
            (_("structure and process"), self.surface),
            (_("behaviour"), self.behaviour),
            (_("values"), self.values),
            (_("engagement"), self.engagement),
        )
        return [(str(name), text) for name, text in parts if text]
