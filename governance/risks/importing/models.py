from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.import_jobs import ImportJob, ImportJobQuerySet
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor


class RiskImportQuerySet(ImportJobQuerySet["RiskImport"]):
    def visible_to(self, actor: "Actor") -> "RiskImportQuerySet":
        """One's own, and those of one's side: they may tell of risks that the other side does not see, and
        that an outsider does not see either."""
        if not actor.may("change_risk"):
            return self.none()
        mine = Q(person=actor.person)
        if not actor.is_outsider:
            mine |= Q(side=actor.side)
        return self.filter(mine, partnership=actor.partnership)


class RiskImport(ImportJob):
    """A table that is to go into the risk register: looked at first, then stored."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="risk_imports")
    side = models.CharField(max_length=10, choices=Side)
    #: What the lines mean, counted, with those that need a word (governance/importing/outcome.py).
    outcome = models.JSONField(default=dict)
    #: In which version the known risks were shown, by number: what has changed since is not written over.
    versions = models.JSONField(default=dict)
    #: Whether those that are known are changed, too.
    changes_known = models.BooleanField(default=False)

    objects = RiskImportQuerySet.as_manager()

    class Meta(ImportJob.Meta):
        abstract = False
        indexes = [models.Index(fields=["partnership", "-created_at", "-id"], name="risk_import_idx")]

    def get_absolute_url(self) -> str:
        return reverse("risk_import", args=[self.partnership.reference, self.pk])
