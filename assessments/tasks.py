"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from assessments.reports import services as reports_services
from partnering.celery import app


@app.task(acks_late=True)
def make_report(report_id: int) -> None:
    reports_services.make_report(report_id)
