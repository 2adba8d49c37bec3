"""Once both sides have signed a meeting's minutes, the database itself keeps what they say and decide."""

from django.db import migrations

from common.immutable_rows import FinalWhen


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_final")]

    operations = [
        FinalWhen("governance_minutes", "state", ["sealed"]),
        FinalWhen("governance_agendaitem", "state", ["sealed"]),
        FinalWhen("governance_decision", "state", ["sealed"]),
    ]
