"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from partnering.celery import app
from partnerships import sign_off_papers


@app.task(acks_late=True)
def make_sign_off_paper(paper_id: int) -> None:
    sign_off_papers.make_sign_off_paper(paper_id)
