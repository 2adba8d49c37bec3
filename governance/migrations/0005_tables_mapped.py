"""A table whose columns are not known waits for somebody to name them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_words"),
        ("partnerships", "0006_tables_mapped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="riskimport",
            name="columns",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="riskimport",
            name="layout",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="riskimport",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partnerships.partnership"
            ),
        ),
        migrations.AlterField(
            model_name="riskimport",
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
