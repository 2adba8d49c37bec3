"""The queue is only a wake-up: work is a row in the database, and a sweep takes up what was left.

Each ``tasks.py`` takes the app from here, so a web process loads Celery with the first task it sends."""

import os

from celery import Celery

from partnering.stopping import end_within_seconds

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnering.settings")

app = Celery("partnering", task_cls="partnering.tried_again_task:TriedAgainTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
end_within_seconds()
