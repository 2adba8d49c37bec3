from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side


class HorizonItem(SpacedModel):
    """A law, a rule or a need that will touch the service, and who keeps looking at it (domain.md §4)."""

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        RULE = "rule", _("Rule or standard")
        NEED = "need", _("Future need")

    class State(models.TextChoices):
        OPEN = "open", _("Watched")
        CLOSED = "closed", _("No longer watched")

    kind = models.CharField(_("what is it"), max_length=6, choices=Kind, default=Kind.LAW)
    title = NameField(_("what is coming"), max_length=200)
    meaning = LongTextField(_("what it means for the service"), max_length=2000)
    counts_from = models.DateField(_("from when it counts"))
    watcher = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="watched", verbose_name=_("who watches it")
    )
    watcher_side = models.CharField(max_length=10, choices=Side)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["counts_from", "pk"]
        indexes = [
            models.Index(fields=["partnership", "state", "counts_from", "id"], name="horizon_list_idx")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("horizon_item", args=[self.partnership.reference, self.pk])

    @property
    def origin_key(self) -> str:
        return f"horizon/{self.pk}"

    def counts_already(self, today: date | None = None) -> bool:
        return self.counts_from <= (today or self.partnership.today())
