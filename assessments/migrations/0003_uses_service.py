"""Who only uses the service is asked only what a user can tell. The triggers that look at respondents are put
up again: SQLite makes the table anew for another column."""

from django.db import migrations, models

from common.immutable_rows import FinalColumns, FinalWhere, TakenOff

HAS_CLOSED = "EXISTS (SELECT 1 FROM assessments_round AS own WHERE own.id = {row}.round_id AND own.closed_at IS NOT NULL)"
RESPONDENTS_HAS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_respondent AS asked JOIN assessments_round AS own ON own.id = asked.round_id"
    " WHERE asked.id = {row}.respondent_id AND own.closed_at IS NOT NULL)"
)
#: As in 0002.
RESPONDENTS = FinalColumns("assessments_respondent", ["id", "round_id", "side"], HAS_CLOSED)
ANSWERS = FinalWhere("assessments_answer", RESPONDENTS_HAS_CLOSED, takes_no_more=True)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_final")]

    operations = [
        TakenOff(ANSWERS),
        TakenOff(RESPONDENTS),
        migrations.AddField(
            model_name="chosenrespondent",
            name="uses_service",
            field=models.BooleanField(default=False, verbose_name="uses the service"),
        ),
        migrations.AddField(
            model_name="respondent",
            name="uses_service",
            field=models.BooleanField(default=False, verbose_name="uses the service"),
        ),
        RESPONDENTS,
        ANSWERS,
    ]
