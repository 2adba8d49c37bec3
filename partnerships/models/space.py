from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.partnership import Partnership
from partnerships.sides import Space

if TYPE_CHECKING:
    from partnerships.access import Actor


class SpacedQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: "Actor") -> Self:
        """Nothing, unless the actor may look at this partnership and the record's space is theirs."""
        if not actor.may("view"):
            return self.none()
        return self.filter(partnership=actor.partnership.pk, space__in=actor.spaces)


class SpacedModel(models.Model):
    """A record of one partnership, in the joint space or in one side's own."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="%(class)ss")
    space = models.CharField(_("who sees it"), max_length=10, choices=Space, default=Space.JOINT)

    class Meta:
        abstract = True
