from agreements.importing.services import work_on_import
from partnering.celery import app


# looking at files cannot go on where it stopped, so there it ends in words; storing goes on
@app.task(soft_time_limit=15 * 60, time_limit=16 * 60)
def read_import(run_id: int) -> None:
    work_on_import(run_id)
