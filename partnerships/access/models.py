from typing import Any, Protocol, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space


class Standing(Protocol):
    """An actor in one partnership, or a person's standing in all of theirs or some."""

    def records(self) -> models.Q: ...


class SpacedQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Standing) -> Self:
        """Nothing, unless the scope lets them see the partnership, and the record's space is theirs."""
        return self.filter(scope.records())


class SpacedModel(models.Model):
    """A record of one partnership, in the joint space or in one side's own."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="%(class)ss")
    space = models.CharField(_("who sees it"), max_length=10, choices=Space, default=Space.JOINT)

    class Meta:
        abstract = True
