"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from governance import actions
from partnering.celery import app


@app.task(acks_late=True)
def make_charter_paper(paper_id: int) -> None:
    actions.make_charter_paper(paper_id)


@app.task(acks_late=True)
def make_meeting_paper(paper_id: int) -> None:
    actions.make_meeting_paper(paper_id)


@app.task(acks_late=True)
def read_risk_import(run_id: int) -> None:
    actions.work_on_risk_import(run_id)
