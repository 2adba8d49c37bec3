"""Once a health check has closed, the database itself keeps what was answered and what came of it."""

from django.db import migrations

from common.immutable_rows import FinalColumns, FinalWhere

HAS_CLOSED = "EXISTS (SELECT 1 FROM assessments_round AS own WHERE own.id = {row}.round_id AND own.closed_at IS NOT NULL)"
RESPONDENTS_HAS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_respondent AS asked JOIN assessments_round AS own ON own.id = asked.round_id"
    " WHERE asked.id = {row}.respondent_id AND own.closed_at IS NOT NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        FinalWhere("assessments_round", "{row}.closed_at IS NOT NULL"),
        FinalColumns("assessments_respondent", ["id", "round_id", "side"], HAS_CLOSED),
        FinalWhere("assessments_answer", RESPONDENTS_HAS_CLOSED, takes_no_more=True),
        FinalWhere("assessments_questionresult", HAS_CLOSED, takes_no_more=True),
    ]
