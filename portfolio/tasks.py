from django.utils import timezone

from partnering.celery import app
from portfolio.sweeps import run_sweeps


@app.task(name="portfolio.tasks.sweep")
def sweep() -> None:
    run_sweeps(timezone.now())
