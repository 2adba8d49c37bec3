"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from partnering.celery import app
from partnerships.documents import services
from partnerships.people.importing.services import work_on_people_import


@app.task(acks_late=True)
def make_document(document_id: int) -> None:
    services.make_document(document_id)


@app.task(acks_late=True)
def read_people_import(run_id: int) -> None:
    work_on_people_import(run_id)
