"""A table of a side's people: looked at first; they are invited when somebody says so."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_noop

from common.import_jobs import work_on_each
from common.waking import wake_worker
from partnerships.access.actors import Actor
from partnerships.importing import services as importing
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import Line
from partnerships.importing.registers import Register
from partnerships.people.importing.lines import PeopleReading
from partnerships.people.importing.models import PeopleImport
from partnerships.people.importing.storing import store_people


class PeopleTables(Register):
    key = "people"
    model = PeopleImport
    reading = PeopleReading

    def store(self, reading: PeopleReading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
        store_people(reading, lines, run, outcome)

    def wake(self, run_id: int) -> None:
        from partnerships.tasks import read_people_import

        wake_worker(read_people_import, run_id)


PEOPLE_TABLES = PeopleTables()


def start_people_import(*, actor: Actor, file: "UploadedFile[Any]") -> PeopleImport:
    """Keep the table and have it looked at. Nobody is invited yet."""
    run: PeopleImport = importing.start(PEOPLE_TABLES, actor, file)
    return run


def choose_people_columns(
    *, actor: Actor, run: PeopleImport, places: dict[int, str], for_all: dict[str, str]
) -> bool:
    """Say what each column is, and what goes for lines that say nothing. False where somebody has decided
    about the table already."""
    return importing.choose(PEOPLE_TABLES, actor, run, places, for_all)


def find_people_table(*, actor: Actor, run: PeopleImport, sheet: str, line: int) -> bool:
    """The table is on this sheet, and its headings on this line."""
    return importing.look_elsewhere(PEOPLE_TABLES, actor, run, sheet, line)


def store_people_import(*, actor: Actor, run: PeopleImport) -> bool:
    return importing.store(PEOPLE_TABLES, actor, run, changes_known=False)


def discard_people_import(*, actor: Actor, run: PeopleImport) -> bool:
    return importing.discard(PEOPLE_TABLES, actor, run)


def resume_people_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = PeopleImport.objects.left_over(now)
    return work_on_each(
        gettext_noop("Imports of people taken up again"), waiting, lambda pk: work_on_people_import(pk, now)
    )


def work_on_people_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the table of a run, as it stands. False where another worker has it."""
    return importing.work(PEOPLE_TABLES, run_id, now)
