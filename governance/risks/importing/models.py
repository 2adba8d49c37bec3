from django.db import models

from partnerships.importing.models import TableImport, TableImportQuerySet


class RiskImport(TableImport):
    """A table that is to go into the risk register."""

    permission = "change_risk"
    url_name = "risk_import"

    objects = TableImportQuerySet["RiskImport"].as_manager()

    class Meta(TableImport.Meta):
        abstract = False
        indexes = [models.Index(fields=["partnership", "-created_at", "-id"], name="risk_import_idx")]
