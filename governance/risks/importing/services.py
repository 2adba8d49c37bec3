"""A table goes into the risk register: looked at first, stored when somebody says so."""

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_noop

from common.import_jobs import work_on_each
from common.waking import wake_worker
from governance.risks.importing import emails
from governance.risks.importing.lines import Reading
from governance.risks.importing.models import RiskImport
from governance.risks.importing.storing import store_lines
from outbox.queueing import queue
from partnerships.access.actors import Actor
from partnerships.importing import services as importing
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import CHANGED, NEW, Line
from partnerships.importing.registers import Register
from partnerships.importing.telling import owners_of
from partnerships.timeline.services import record


class RiskTables(Register):
    key = "risks"
    model = RiskImport
    reading = Reading

    def store(self, reading: Reading, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
        store_lines(reading, lines, run, outcome)

    def versions(self, lines: list[Line]) -> dict[str, int]:
        changed = [line.known for line in lines if line.what == CHANGED]
        return {str(risk.number): risk.version for risk in changed}

    def tell(self, run: TableImport, outcome: Outcome) -> None:
        """One event for each space, and one mail for each person: a table may have thousands of lines."""
        for space, counts in outcome.stored.items():
            record(
                partnership=run.partnership,
                person=run.person,
                kind="risk.imported",
                subject=run.files[0]["name"],
                space=space,
                change={"new_risks": counts[NEW], "changed_risks": counts[CHANGED]},
            )
        for person, side, count in owners_of(run, outcome):
            queue(emails.risks_given(run, person, side, count))

    def wake(self, run_id: int) -> None:
        from governance.tasks import read_risk_import

        wake_worker(read_risk_import, run_id)


RISK_TABLES = RiskTables()


def start_risk_import(*, actor: Actor, file: "UploadedFile[Any]") -> RiskImport:
    """Keep the table and have it looked at. Nothing goes into the register yet."""
    run: RiskImport = importing.start(RISK_TABLES, actor, file)
    return run


def choose_risk_columns(
    *, actor: Actor, run: RiskImport, places: dict[int, str], for_all: dict[str, str]
) -> bool:
    """Say what each column is, and what goes for lines that say nothing. False where somebody has decided
    about the table already."""
    return importing.choose(RISK_TABLES, actor, run, places, for_all)


def find_risk_table(*, actor: Actor, run: RiskImport, sheet: str, line: int) -> bool:
    """The table is on this sheet, and its headings on this line."""
    return importing.look_elsewhere(RISK_TABLES, actor, run, sheet, line)


def store_risk_import(*, actor: Actor, run: RiskImport, changes_known: bool = False) -> bool:
    return importing.store(RISK_TABLES, actor, run, changes_known)


def discard_risk_import(*, actor: Actor, run: RiskImport) -> bool:
    return importing.discard(RISK_TABLES, actor, run)


def resume_risk_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = RiskImport.objects.left_over(now)
    return work_on_each(
        gettext_noop("Imports of risks taken up again"), waiting, lambda pk: work_on_risk_import(pk, now)
    )


def work_on_risk_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the table of a run, as it stands. False where another worker has it."""
    return importing.work(RISK_TABLES, run_id, now)
