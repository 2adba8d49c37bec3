"""The queue is only a wake-up: work is a row in the database, and a sweep takes up what was left."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")

app = Celery("partnering")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
