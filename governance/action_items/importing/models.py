from django.db import models

from partnerships.importing.models import TableImport, TableImportQuerySet


class ActionImport(TableImport):
    """A table that is to go onto the list of actions."""

    permission = "add_action"
    url_name = "action_import"

    objects = TableImportQuerySet["ActionImport"].as_manager()

    class Meta(TableImport.Meta):
        abstract = False
        indexes = [models.Index(fields=["partnership", "-created_at", "-id"], name="action_import_idx")]
