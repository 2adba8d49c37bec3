"""A table goes into the list of actions: looked at first, stored when somebody says so."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_noop

from common.import_jobs import work_on_each
from common.waking import wake_worker
from governance.action_items.importing import emails
from governance.action_items.importing.lines import ActionReading
from governance.action_items.importing.models import ActionImport
from governance.action_items.importing.storing import store_actions
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.importing import services as importing
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import NEW, Line
from partnerships.importing.registers import Register
from partnerships.importing.telling import owners_of
from partnerships.timeline.services import record


class ActionTables(Register):
    key = "actions"
    model = ActionImport
    reading = ActionReading

    def store(self, reading: ActionReading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
        store_actions(reading, lines, run, outcome)

    def tell(self, run: TableImport, outcome: Outcome) -> None:
        """One event for each space, and one mail for each person: a table may have thousands of lines."""
        for space, counts in outcome.stored.items():
            record(
                partnership=run.partnership,
                person=run.person,
                kind="action.imported",
                subject=run.files[0]["name"],
                space=space,
                change={"new_actions": counts[NEW]},
            )
        for person, side, count in owners_of(run, outcome):
            queue(emails.actions_given(run, person, side, count))

    def wake(self, run_id: int) -> None:
        from governance.tasks import read_action_import

        wake_worker(read_action_import, run_id)


ACTION_TABLES = ActionTables()


def start_action_import(*, actor: Actor, file: "UploadedFile[Any]") -> ActionImport:
    """Keep the table and have it looked at. Nothing goes into the register yet."""
    run: ActionImport = importing.start(ACTION_TABLES, actor, file)
    return run


def choose_action_columns(
    *, actor: Actor, run: ActionImport, places: dict[int, str], for_all: dict[str, str]
) -> bool:
    """Say what each column is, and what goes for lines that say nothing. False where somebody has decided
    about the table already."""
    return importing.choose(ACTION_TABLES, actor, run, places, for_all)


def find_action_table(*, actor: Actor, run: ActionImport, sheet: str, line: int) -> bool:
    """The table is on this sheet, and its headings on this line."""
    return importing.look_elsewhere(ACTION_TABLES, actor, run, sheet, line)


def store_action_import(*, actor: Actor, run: ActionImport) -> bool:
    return importing.store(ACTION_TABLES, actor, run, changes_known=False)


def discard_action_import(*, actor: Actor, run: ActionImport) -> bool:
    return importing.discard(ACTION_TABLES, actor, run)


def resume_action_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = ActionImport.objects.left_over(now)
    return work_on_each(
        gettext_noop("Imports of actions taken up again"), waiting, lambda pk: work_on_action_import(pk, now)
    )


def work_on_action_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the table of a run, as it stands. False where another worker has it."""
    return importing.work(ACTION_TABLES, run_id, now)
