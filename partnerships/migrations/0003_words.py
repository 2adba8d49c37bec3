"""PostgreSQL finds what was signed by its title without reading all of it."""

from django.db import migrations

from common.word_index import WordIndex


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_final")]

    operations = [WordIndex("partnerships_signoff", "sign_off_words", ["title"])]
