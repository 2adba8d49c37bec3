"""PostgreSQL finds words in what the search looks through without reading all of it."""

from django.db import migrations

from common.word_index import WordIndex


class Migration(migrations.Migration):
    dependencies = [("governance", "0003_sealed")]

    operations = [
        WordIndex("governance_actionitem", "action_words", ["title", "description"]),
        WordIndex("governance_chartersection", "charter_words", ["title", "text"]),
        WordIndex("governance_concern", "concern_words", ["title", "text", "effect", "wish", "outcome"]),
        WordIndex("governance_decision", "decision_words", ["title", "text"]),
        WordIndex("governance_idea", "idea_words", ["title", "description", "hoped", "shown"]),
        WordIndex("governance_lesson", "lesson_words", ["title", "happened", "learned", "words"]),
        WordIndex("governance_risk", "risk_words", ["event", "cause", "effect"]),
    ]
