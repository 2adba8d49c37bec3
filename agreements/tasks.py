from agreements.importing.services import work_on_import
from partnering.celery import app


@app.task
def read_import(run_id: int) -> None:
    work_on_import(run_id)
