"""The database itself keeps what is signed, and what has happened."""

from django.db import migrations

from common.immutable_rows import FinalColumns, FinalRows, FinalWhen, FinalWhere


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]

    operations = [
        FinalRows("partnerships_timelineevent"),
        FinalRows("partnerships_signature"),
        FinalWhere("partnerships_mandate", "{row}.ended_at IS NOT NULL"),
        FinalWhere("partnerships_changeproposal", "{row}.state <> 'open'"),
        FinalWhen("partnerships_signoff", "state", ["signed", "withdrawn"]),
        FinalColumns(
            "partnerships_signoff",
            [
                "id",
                "partnership_id",
                "number",
                "kind",
                "key",
                "title",
                "text",
                "sha256",
                "content",
                "previous",
                "key_id",
                "digest",
                "submitted_by_id",
                "submitted_side",
                "submitted_at",
            ],
        ),
    ]
