from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse

from accounts.organisations.models import Organisation
from common.import_jobs import ImportJob, ImportJobQuerySet

if TYPE_CHECKING:
    from accounts.people.models import Person


class ImportRunQuerySet(ImportJobQuerySet["ImportRun"]):
    def for_person(self, person: "Person") -> "ImportRunQuerySet":
        """Those of the organisations where the person is officer."""
        officer = person.memberships.active().filter(is_officer=True).values("organisation")
        return self.filter(organisation__in=officer)


class ImportRun(ImportJob):
    """One upload of OCDS files by an officer: first looked at, then stored, each by the worker."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="import_runs")
    #: What the preview found or the storing did, per file; the same shape as ``import_ocds --json``.
    outcome = models.JSONField(default=list)

    objects = ImportRunQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        return reverse("import_run", args=[self.pk])
