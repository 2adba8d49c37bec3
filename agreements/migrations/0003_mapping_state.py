"""A table whose columns are not known waits for somebody to name them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("reading", "Being read"),
                    ("mapping", "What are the columns?"),
                    ("preview", "Ready to look at"),
                    ("storing", "Being stored"),
                    ("stored", "Stored"),
                    ("partly", "Stored in part"),
                    ("failed", "Could not be read"),
                    ("discarded", "Discarded"),
                ],
                default="reading",
                max_length=10,
            ),
        ),
    ]
