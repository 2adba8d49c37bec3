"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from governance.charter import documents as charter_documents
from governance.minutes import documents as minutes_documents
from governance.risks.importing.services import work_on_risk_import
from partnering.celery import app


@app.task(acks_late=True)
def make_charter_paper(paper_id: int) -> None:
    charter_documents.make_charter_paper(paper_id)


@app.task(acks_late=True)
def make_meeting_paper(paper_id: int) -> None:
    minutes_documents.make_meeting_paper(paper_id)


@app.task(acks_late=True)
def read_risk_import(run_id: int) -> None:
    work_on_risk_import(run_id)
