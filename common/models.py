from collections.abc import Collection
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

#: The whole sweep, which broke before it came to single things.
EVERYTHING: Final = ""


class FailedItemQuerySet(models.QuerySet["FailedItem"]):
    def of_organisations(self, ids: Collection[int]) -> "FailedItemQuerySet":
        """Those that concern one of these, or everybody."""
        own = Q(organisation_id__in=ids) | Q(other_organisation_id__in=ids)
        return self.filter(own | Q(organisation_id=None, other_organisation_id=None))


class FailedItem(models.Model):
    """What a sweep could not do, for as long as it goes wrong (``common.sweeping``). It says nothing of what
    the thing holds: whoever administers an organisation need not be allowed to see that."""

    class Why(models.TextChoices):
        REFUSED = "refused", _("Refused by a rule")
        DATABASE = "database", _("The database did not take it")
        FILE = "file", _("A file or a server could not be reached")
        OTHER = "other", pgettext_lazy("why something went wrong", "Unexpected error")

    #: The words of the sweep as they are marked for translation.
    sweep = models.CharField(max_length=100)
    kind = models.CharField(max_length=100, blank=True)  # the model's label, "assessments.round"
    item = models.CharField(max_length=64, default=EVERYTHING, blank=True)  # its key
    #: Whose administrators see it.
    organisation_id = models.BigIntegerField(null=True)
    other_organisation_id = models.BigIntegerField(null=True)
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=10, choices=Why, default=Why.OTHER)
    #: For whoever runs Partnering; no page shows it.
    error = models.TextField(blank=True)

    objects = FailedItemQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["sweep", "kind", "item"], name="failed_item_once")]

    def __str__(self) -> str:
        return f"{self.step}: {self.name}"

    @property
    def step(self) -> str:
        return gettext(self.sweep)

    @property
    def name(self) -> str:
        """“Risk 12”: by the number under which the log has it."""
        if self.item == EVERYTHING:
            return gettext("All of it")
        from django.apps import apps

        try:
            kind = str(apps.get_model(self.kind)._meta.verbose_name)
        except (LookupError, ValueError):
            kind = self.kind
        return f"{kind[:1].upper()}{kind[1:]} {self.item}"


class Counter(models.Model):
    """How often something was done within a window (``common/limits.py``)."""

    #: The digest of what is counted: addresses of people and machines are not kept.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    ends_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="counter_ends")]


class SentForm(models.Model):
    """A form that made something, and where it led (``common/idempotency.py``)."""

    #: The digest of who sent what to where.
    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    led_to = models.TextField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sent_at"], name="sent_form_sent")]
