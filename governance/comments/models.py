from typing import NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.immutable import ImmutableModel
from common.model_fields import LongTextField
from partnerships.access.models import SpacedModel, SpacedQuerySet
from partnerships.sides import Side


class CommentQuerySet(SpacedQuerySet):
    def about(self, kind: str, number: int) -> "CommentQuerySet":
        found: CommentQuerySet = self.filter(about=about(kind, number))
        return found

    def update(self, **_fields: object) -> NoReturn:
        raise Comment.refusal()

    def delete(self) -> NoReturn:
        raise Comment.refusal()


def about(kind: str, number: int) -> str:
    return f"{kind}/{number}"


class Comment(ImmutableModel, SpacedModel):
    """Something said about anything that has a page: "action/12". It stays as it was said, and in the space
    in which the thing was then."""

    once = "A comment"

    about = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = LongTextField(_("what do you want to say"), max_length=4000)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["partnership", "about", "at", "id"], name="comment_about_idx")]

    def __str__(self) -> str:
        return self.text[:80]
