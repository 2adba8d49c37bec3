from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.model_fields import LongTextField, NameField, WordsField
from governance.agendas.models import AgendaItem
from governance.boards.models import Board
from governance.meetings.models import Meeting
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Level


class Decision(SpacedModel):
    """What both sides decided in a meeting. It is written with the minutes, signed and sealed with them, and
    kept in a register of its own (domain.md §4)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not signed yet")
        SEALED = "sealed", _("Signed by both")

    number = models.PositiveIntegerField()  # counted within the partnership; people say "D-7"
    title = NameField(_("what is decided"), max_length=200)
    text = LongTextField(_("more about it"), blank=True, max_length=4000)  # Markdown
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("about")
    )
    #: As the meeting had them, so that the register finds its rows by themselves.
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="decisions")
    level = models.CharField(_("level"), max_length=12, choices=Level)
    taken_on = models.DateField(_("decided on"), default=date.today)
    #: Customer involvement (domain.md §5): a decision that takes over how the supplier works moves risk back.
    takes_over = models.BooleanField(_("takes over how the supplier works"), default=False)
    moved_back = WordsField(_("which risk moves back to the customer"), max_length=500, blank=True)
    #: An earlier decision that this one takes the place of.
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="decision_number_in_partnership"),
            models.CheckConstraint(
                condition=Q(takes_over=False, moved_back="") | (Q(takes_over=True) & ~Q(moved_back="")),
                name="decision_says_what_moves_back",
                violation_error_code="moved_back",
                violation_error_message=_(
                    "Say which risk moves back to the customer, and mark the decision so."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-taken_on", "-id"], name="decision_register_idx"),
            models.Index(fields=["-taken_on", "-id"], name="decision_latest_idx"),
            models.Index(fields=["meeting", "number"], name="decision_meeting_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.partnership.reference, self.number])

    @property
    def name(self) -> str:
        return f"D-{self.number}"

    @property
    def is_sealed(self) -> bool:
        return self.state == self.State.SEALED
