from celery import shared_task

from agreements.actions.import_run import work_on_import


@shared_task
def read_import(run_id: int) -> None:
    work_on_import(run_id)
