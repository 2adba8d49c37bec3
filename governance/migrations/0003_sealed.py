"""Once both sides have signed a meeting's minutes, the database itself keeps what they say and decide. A version
of the charter it keeps from when it is submitted, unless it goes back into the workshop unsigned."""

from django.db import migrations

from common.immutable_rows import FinalColumns, FinalSteps, FinalWhen, FinalWhere

VERSION = ["id", "partnership_id", "space", "number", "revision", "started_by_id", "started_at"]
SUBMITTED = (
    "EXISTS (SELECT 1 FROM governance_charterversion AS own"
    " WHERE own.id = {row}.charter_id AND own.state <> 'workshop')"
)


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_final")]

    operations = [
        FinalWhen("governance_minutes", "state", ["sealed"]),
        FinalWhen("governance_agendaitem", "state", ["sealed"]),
        FinalWhen("governance_decision", "state", ["sealed"]),
        FinalSteps("governance_charterversion", "state", {"current": ["earlier"], "earlier": []}),
        FinalColumns("governance_charterversion", VERSION, "{row}.state <> 'workshop'"),
        FinalColumns(
            "governance_charterversion", ["signed_at"], "{row}.state IN ('current', 'earlier')", rule="signed"
        ),
        FinalWhere("governance_chartersection", SUBMITTED, takes_no_more=True),
    ]
