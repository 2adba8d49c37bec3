from django.db import models

from partnerships.importing.models import TableImport, TableImportQuerySet


class PeopleImport(TableImport):
    """A table of a side's people, who are to have a role."""

    permission = "manage_people"
    url_name = "people_import"

    objects = TableImportQuerySet["PeopleImport"].as_manager()

    class Meta(TableImport.Meta):
        abstract = False
        indexes = [models.Index(fields=["partnership", "-created_at", "-id"], name="people_import_idx")]
