from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.organisations.models import Organisation
from common.import_jobs import ImportJob, ImportJobQuerySet
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Side

if TYPE_CHECKING:
    from partnerships.access.actors import Actor

AnyTableImport = TypeVar("AnyTableImport", bound="TableImport")


class TableImportQuerySet(ImportJobQuerySet[AnyTableImport]):
    def visible_to(self, actor: "Actor") -> "TableImportQuerySet[AnyTableImport]":
        """One's own, and those of one's side: they may tell of what the other side does not see, and an
        outsider does not see either."""
        if not actor.may(self.model.permission):
            return self.none()
        mine = Q(person=actor.person)
        if not actor.is_outsider:
            mine |= Q(side=actor.side)
        return self.filter(mine, partnership=actor.partnership)


class TableImport(ImportJob):
    """A table that is to go into a register of a partnership: looked at first, then stored."""

    #: What whoever brings one may do.
    permission: ClassVar[str]
    #: The name of its page.
    url_name: ClassVar[str]

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    #: Where the table stands and what its headings are (layout.Layout).
    layout = models.JSONField(default=dict)
    #: What each column is (columns.Columns); empty until somebody, or the headings, said so.
    columns = models.JSONField(default=dict)
    #: What the lines mean, counted, with those that need a word (outcome.Outcome).
    outcome = models.JSONField(default=dict)
    #: In which version the known records were shown, by number: what has changed since is not written over.
    versions = models.JSONField(default=dict)
    #: Whether those that are known are changed, too.
    changes_known = models.BooleanField(default=False)

    class Meta(ImportJob.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse(self.url_name, args=[self.partnership.reference, self.pk])

    @property
    def tables_url(self) -> str:
        """Where one brings another."""
        return reverse(f"{self.url_name}s", args=[self.partnership.reference])

    @property
    def columns_url(self) -> str:
        """Where one says what its columns are."""
        return reverse(f"{self.url_name}_columns", args=[self.partnership.reference, self.pk])

    @property
    def may_be_mapped(self) -> bool:
        return self.state in (self.State.MAPPING, self.State.PREVIEW)


class ColumnMapping(models.Model):
    """What the columns of a table are, as somebody of an organisation said once: a table with the same
    headings is read so without asking."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    #: The register that such tables go into.
    register = models.CharField(max_length=20)
    #: Of the headings, in any order.
    digest = models.CharField(max_length=64)
    #: [heading, field, or nothing where the column is left out]
    columns = models.JSONField(default=list)
    #: By the reference of a partnership: what goes there for lines that say nothing. It may tell of that
    #: partnership, so no other one is shown it.
    for_all = models.JSONField(default=dict)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "register", "digest"], name="column_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.register}: {', '.join(heading for heading, _field in self.pairs)}"

    @property
    def pairs(self) -> list[tuple[str, str]]:
        columns: list[Any] = self.columns
        return [(str(heading), str(key)) for heading, key in columns]
