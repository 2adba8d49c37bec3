"""The database itself keeps every score of a risk."""

from django.db import migrations

from common.immutable_rows import FinalRows


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [FinalRows("governance_riskscore")]
