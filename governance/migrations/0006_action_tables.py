"""Actions come in by a table, too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0005_tables_mapped"),
        ("partnerships", "0006_tables_mapped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
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
                ("files", models.JSONField(default=list)),
                ("done", models.PositiveIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("claimed_by", models.CharField(blank=True, max_length=150)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("stored_at", models.DateTimeField(null=True)),
                (
                    "side",
                    models.CharField(
                        choices=[("customer", "Customer"), ("supplier", "Supplier")], max_length=10
                    ),
                ),
                ("layout", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=dict)),
                ("outcome", models.JSONField(default=dict)),
                ("versions", models.JSONField(default=dict)),
                ("changes_known", models.BooleanField(default=False)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partnerships.partnership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["partnership", "-created_at", "-id"], name="action_import_idx")
                ],
            },
        ),
    ]
