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
    #: How many releases are done, and how many there are in all files, once they were read.
    releases_done = models.PositiveIntegerField(default=0)
    releases = models.PositiveIntegerField(default=0)

    objects = ImportRunQuerySet.as_manager()

    @property
    def has_stored(self) -> bool:
        return super().has_stored or (self.state == self.State.STORING and self.releases_done > 0)

    def get_absolute_url(self) -> str:
        return reverse("import_run", args=[self.pk])


class ReleasedProcess(models.Model):
    """What was published of one contracting process, of each release what counts for the register: award and
    contract may come in separate files, in any order, years apart."""

    #: Whose import read it; nobody's where the command reads for all registers.
    register = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="released_processes"
    )
    ocid = models.CharField(max_length=120)
    #: The oldest first, as ``ocds.process.Piece`` has them.
    releases = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "ocid"], name="released_process_once"),
            models.UniqueConstraint(
                fields=["ocid"], condition=models.Q(register=None), name="released_process_of_nobody_once"
            ),
        ]

    def __str__(self) -> str:
        return self.ocid
