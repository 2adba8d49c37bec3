"""The wake-ups. What is to be made is a row; a task only says which, and may be lost, late, or run twice."""

from governance.action_items.importing.services import work_on_action_import
from governance.risks.importing.services import work_on_risk_import
from partnering.celery import app


@app.task(acks_late=True)
def read_risk_import(run_id: int) -> None:
    work_on_risk_import(run_id)


@app.task(acks_late=True)
def read_action_import(run_id: int) -> None:
    work_on_action_import(run_id)
