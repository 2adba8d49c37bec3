"""The database itself keeps what was said once: every score of a risk, comments, notes on concerns, and why the
day of an action moved."""

from django.db import migrations

from common.immutable_rows import FinalRows


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        FinalRows("governance_riskscore"),
        FinalRows("governance_comment"),
        FinalRows("governance_concernnote"),
        FinalRows("governance_duemove"),
    ]
