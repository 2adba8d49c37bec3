from celery import shared_task
from django.utils import timezone

from portfolio.sweeps import run_sweeps


@shared_task(name="portfolio.tasks.sweep")
def sweep() -> None:
    run_sweeps(timezone.now())
