from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.documents import RenderedFile
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.documents.kinds import label_of
from partnerships.sides import Side


class Document(SpacedModel, RenderedFile):
    """A PDF about something in a partnership. There is one a language for everybody; or somebody asked for
    one of their own, which stays beside later ones and shows how things were that day."""

    kind = models.CharField(max_length=20)  # of ``partnerships.documents.kinds``: "report", "minutes"
    #: The primary key of what it is about; empty where that is the partnership itself.
    subject_id = models.PositiveBigIntegerField(null=True)
    #: Who asked for one of their own, and for which side they stood there.
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)
    #: Whether it is mailed to its readers as soon as it is made.
    goes_out = models.BooleanField(default=False)
    #: The digest of what it says, for kinds that are made anew once that has changed.
    made_from = models.CharField(max_length=64, blank=True)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "language"],
                condition=models.Q(asked_by=None),
                name="document_once_a_language",
            )
        ]
        indexes = [
            models.Index(fields=["partnership", "-requested_at", "-id"], name="document_latest_idx"),
            models.Index(fields=["state", "requested_at"], name="document_due_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"

    @property
    def label(self) -> str:
        return label_of(self.kind)
