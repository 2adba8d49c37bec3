from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.models import Organisation
from common.model_fields import NameField, WordsField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.files.kinds import NAME_LENGTH, Group
from partnerships.sides import Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor


class ContentQuerySet(models.QuerySet["StoredContent"]):
    def orphaned(self, before: datetime) -> "ContentQuerySet":
        """What nobody refers to, and nobody has brought again since ``before``."""
        used = Attachment.objects.filter(content=OuterRef("pk"))
        return self.filter(~Exists(used), kept_at__lt=before)


class StoredContent(models.Model):
    """What lies in the file store, once, whoever uploaded it. How many attachments refer to it counts."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    #: Its path in the store, which is its digest; empty until it lies there.
    stored_as = models.CharField(max_length=300, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = ContentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="content_kept_idx")]

    def __str__(self) -> str:
        return self.sha256


class AttachmentQuerySet(SpacedQuerySet):
    def about(self, kind: str, number: int) -> "AttachmentQuerySet":
        attachments: AttachmentQuerySet = self.filter(about=f"{kind}/{number}")
        return attachments

    def size_of(self, organisation: int) -> int:
        """How much the files of an organisation's people weigh, in bytes."""
        weighed = self.filter(organisation=organisation).aggregate(total=Sum("size"))
        return int(weighed["total"] or 0)


class Attachment(SpacedModel):
    """A file on something in a partnership: what it is called there, and who put it there."""

    #: What it is about: its kind and number, such as ``risk/12`` (partnerships/files/carriers.py).
    about = models.CharField(max_length=40)
    #: What that was called when the file was added.
    about_title = models.CharField(max_length=200)
    name = NameField(_("name"), max_length=NAME_LENGTH)
    note = WordsField(_("what it is"), max_length=200, blank=True)
    content = models.ForeignKey(StoredContent, models.PROTECT, related_name="attachments", db_column="sha256")
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    group = models.CharField(max_length=10, choices=Group)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    side = models.CharField(max_length=10, choices=Side)
    #: The party on whose account it lies.
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        indexes = [
            models.Index(fields=["partnership", "about", "-added_at", "-id"], name="attachment_about_idx"),
            models.Index(fields=["partnership", "-added_at", "-id"], name="attachment_latest_idx"),
            models.Index(fields=["organisation", "size"], name="attachment_weight_idx"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.partnership.reference, self.pk])

    @property
    def sha256(self) -> str:
        return self.content_id

    @property
    def about_kind(self) -> str:
        return self.about.partition("/")[0]

    @property
    def about_number(self) -> int:
        return int(self.about.partition("/")[2])

    def may_be_removed_by(self, actor: "Actor") -> bool:
        """By whoever added it, or by that side's lead; what is sealed is asked elsewhere."""
        return self.added_by_id == actor.person.pk or (actor.is_lead and self.side == actor.side)
