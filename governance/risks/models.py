from datetime import date
from typing import Final

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.immutable import ImmutableModel, ImmutableQuerySet
from common.model_fields import LongTextField, NameField, WordsField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side

#: How serious a risk is, 1 to 4, by likelihood (rows, 1 to 5) and impact (columns, 1 to 5).
LEVELS: Final = ((1, 1, 1, 1, 2), (1, 1, 2, 2, 3), (1, 2, 3, 3, 4), (1, 2, 3, 4, 4), (2, 3, 4, 4, 4))
#: From this exposure on a risk is high or very high.
HIGH: Final = 9


def level_of(likelihood: int, impact: int) -> int:
    return LEVELS[likelihood - 1][impact - 1]


class Party(models.TextChoices):
    """Who bears a risk, or manages it."""

    CUSTOMER = "customer", _("Customer")
    SUPPLIER = "supplier", _("Supplier")
    SHARED = "shared", _("Shared")


class Likelihood(models.IntegerChoices):
    VERY_UNLIKELY = 1, _("1 – very unlikely")
    UNLIKELY = 2, _("2 – unlikely")
    POSSIBLE = 3, _("3 – possible")
    LIKELY = 4, _("4 – likely")
    ALMOST_CERTAIN = 5, _("5 – almost certain")


class Impact(models.IntegerChoices):
    HARDLY = 1, _("1 – hardly felt")
    SMALL = 2, _("2 – small")
    NOTICEABLE = 3, _("3 – noticeable")
    SERIOUS = 4, _("4 – serious")
    SEVERE = 5, _("5 – severe")


ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class Risk(SpacedModel):
    """What could go wrong, how it would hit each side, and who is best placed to handle it (domain.md §4)."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    number = models.PositiveIntegerField()  # counted within the partnership; people say "R-7"
    event = NameField(_("what could happen"), max_length=200)
    cause = LongTextField(_("why it could happen"), max_length=2000)
    effect = LongTextField(_("what would follow"), max_length=2000)
    likelihood = models.PositiveSmallIntegerField(
        _("how likely is it"), choices=Likelihood, validators=ONE_TO_FIVE
    )
    impact_customer = models.PositiveSmallIntegerField(
        _("how hard would it hit the customer"), choices=Impact, validators=ONE_TO_FIVE
    )
    impact_supplier = models.PositiveSmallIntegerField(
        _("how hard would it hit the supplier"), choices=Impact, validators=ONE_TO_FIVE
    )
    #: The harder of both impacts, and likelihood times it: what the matrix and the order of the list ask for.
    impact = models.PositiveSmallIntegerField(editable=False)
    exposure = models.PositiveSmallIntegerField(editable=False)
    #: Where the treatment is to bring it; empty while nobody has said.
    target_likelihood = models.PositiveSmallIntegerField(
        _("likelihood we want"), choices=Likelihood, null=True, blank=True, validators=ONE_TO_FIVE
    )
    target_impact_customer = models.PositiveSmallIntegerField(
        _("impact on the customer we want"), choices=Impact, null=True, blank=True, validators=ONE_TO_FIVE
    )
    target_impact_supplier = models.PositiveSmallIntegerField(
        _("impact on the supplier we want"), choices=Impact, null=True, blank=True, validators=ONE_TO_FIVE
    )
    bears = models.CharField(_("who bears it"), max_length=10, choices=Party)
    manages = models.CharField(_("who manages it"), max_length=10, choices=Party)
    reason = LongTextField(_("why that party is best placed"), max_length=1000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="risks", verbose_name=_("who reviews it")
    )
    owner_side = models.CharField(max_length=10, choices=Side)
    review_on = models.DateField(_("next review"))
    review_set_on = models.DateField(editable=False)  # when somebody last chose that day
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_note = LongTextField(_("why it is closed"), blank=True, max_length=1000)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-exposure", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="risk_number_in_partnership"),
        ]
        indexes = [
            # the matrix and the balance count without looking at the risks themselves
            models.Index(
                fields=["partnership", "state", "space"],
                include=["likelihood", "impact", "impact_customer", "impact_supplier", "bears", "manages"],
                name="risk_counts_idx",
            ),
            models.Index(fields=["partnership", "state", "-exposure", "id"], name="risk_register_idx"),
            models.Index(fields=["owner", "state", "review_on"], name="risk_owner_idx"),
            models.Index(fields=["state", "review_on", "id"], name="risk_review_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.event}"

    def get_absolute_url(self) -> str:
        return reverse("risk", args=[self.partnership.reference, self.number])

    @property
    def name(self) -> str:
        return f"R-{self.number}"

    @property
    def origin_key(self) -> str:
        return f"risk/{self.pk}"

    @property
    def level(self) -> int:
        return level_of(self.likelihood, self.impact)

    @property
    def targets(self) -> tuple[int | None, int | None, int | None]:
        return self.target_likelihood, self.target_impact_customer, self.target_impact_supplier

    @property
    def target_level(self) -> int | None:
        likelihood, customer, supplier = self.targets
        if likelihood is None or customer is None or supplier is None:
            return None
        return level_of(likelihood, max(customer, supplier))

    def update_exposure(self) -> None:
        """Work out what follows from the scores."""
        self.impact = max(self.impact_customer, self.impact_supplier)
        self.exposure = self.likelihood * self.impact

    def days_late(self, today: date | None = None) -> int:
        if self.state == self.State.CLOSED:
            return 0
        return max(0, ((today or self.partnership.today()) - self.review_on).days)


class RiskScore(ImmutableModel):
    """How a risk was judged on a day. Written once, never changed."""

    once = "What was scored"

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="scores")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood, validators=ONE_TO_FIVE)
    impact_customer = models.PositiveSmallIntegerField(choices=Impact, validators=ONE_TO_FIVE)
    impact_supplier = models.PositiveSmallIntegerField(choices=Impact, validators=ONE_TO_FIVE)
    note = WordsField(_("why"), max_length=500, blank=True)

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["risk", "at", "id"], name="risk_score_idx")]

    def __str__(self) -> str:
        return f"{self.likelihood} × {self.impact_customer}/{self.impact_supplier}"

    @property
    def level(self) -> int:
        return level_of(self.likelihood, max(self.impact_customer, self.impact_supplier))
