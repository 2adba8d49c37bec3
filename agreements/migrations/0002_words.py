"""PostgreSQL finds words in a register of agreements without reading all of it."""

from django.db import migrations

from common.word_index import WordIndex


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [WordIndex("agreements_agreement", "agreement_words", ["title", "number"])]
