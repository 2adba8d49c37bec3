"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from partnering.celery import app
from partnerships.signing import documents


@app.task(acks_late=True)
def make_sign_off_paper(paper_id: int) -> None:
    documents.make_sign_off_paper(paper_id)
