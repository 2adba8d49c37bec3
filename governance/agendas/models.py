from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.model_fields import LongTextField, NameField
from governance.meetings.models import Meeting
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side


class Agenda(models.Model):
    """How often a meeting's agenda was changed, and by whom last: two people who order it at once are told
    of each other."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, primary_key=True, related_name="agenda")
    version = models.PositiveIntegerField(default=1)
    #: Empty where the product did it.
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    #: When what is open was put on it by itself; that is done once.
    put_in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.meeting)


class AgendaItem(SpacedModel):
    """Something to talk about in a meeting, and, once it was talked about, what was said."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        SEALED = "sealed", _("Signed by both")

    #: The kind of an item that somebody proposed in their own words.
    OWN = "own"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_items")
    position = models.PositiveIntegerField()
    title = NameField(_("what is it about"), max_length=200)
    note = LongTextField(_("what should the others know"), blank=True, max_length=4000)
    minutes = models.PositiveSmallIntegerField(
        pgettext_lazy("how long", "minutes"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(480)],
    )
    #: Of ``governance.agendas.selectors``: which kind of thing it is about, and which of that kind.
    origin_kind = models.CharField(max_length=20, default=OWN)
    origin_key = models.CharField(max_length=120, blank=True)
    #: Empty where the product put it in.
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    side = models.CharField(max_length=10, choices=Side, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    #: Markdown; written with the minutes, sealed with them.
    said = LongTextField(blank=True, max_length=20_000)
    state = models.CharField(max_length=6, choices=State, default=State.OPEN)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "origin_kind", "origin_key"],
                condition=~models.Q(origin_key=""),
                name="agenda_item_once",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "position", "id"], name="agenda_order_idx")]

    def __str__(self) -> str:
        return self.title
