"""A table goes into the register: looked at first, stored when somebody says so (``common.import_jobs``).

Storing takes some hundreds of lines in a transaction, together with how far it is; a worker that takes up
what another left begins after the last line that is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.people.models import Person
from common.import_jobs import (
    ImportJob,
    Note,
    decide,
    delete_uploads,
    fail,
    store_upload,
    work_on,
    work_on_each,
)
from common.tables.files import READERS, ending_of, open_table
from common.tables.rows import Table, Unreadable
from common.waking import wake_worker
from governance.risks.importing import emails
from governance.risks.importing.columns import count_headings
from governance.risks.importing.lines import CHANGED, NEW, Reading
from governance.risks.importing.models import RiskImport
from governance.risks.importing.outcome import Outcome
from governance.risks.importing.storing import store_lines
from outbox.queueing import queue
from partnerships.access.actors import Actor, find_actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.people.models import Role
from partnerships.sides import Part, Side
from partnerships.timeline.services import record

State: Final = ImportJob.State


def start_risk_import(*, actor: Actor, file: "UploadedFile[Any]") -> RiskImport:
    """Keep the table and have it looked at. Nothing goes into the register yet."""
    refuse_if_ended_now(actor)
    if not actor.may("change_risk"):
        raise PermissionDenied
    ending = ending_of(file.name or "")
    if ending not in READERS:
        message = _("Bring the table as .xlsx or .csv; the export of the register shows how it looks.")
        raise ValidationError({"file": message})
    if not file.size:
        raise ValidationError({"file": _("This file is empty.")})
    stored = store_upload(file, ending)
    try:
        with transaction.atomic():
            run = RiskImport.objects.create(
                partnership=actor.partnership, side=actor.side, person=actor.person, files=[stored]
            )
            _wake_on_commit(run.pk)
    except Exception:
        delete_uploads([stored])
        raise
    return run


def store_risk_import(*, actor: Actor, run: RiskImport, changes_known: bool = False) -> bool:
    """Store the lines that are right: those that are new and, if one wants, the changes of those that are
    known. False where somebody has decided already."""
    refuse_if_ended_now(actor)
    with transaction.atomic():
        shown = Outcome.read(run.outcome)
        begins = Outcome(remark=shown.remark, ignored=shown.ignored).kept()
        wants = {"changes_known": changes_known, "outcome": begins, "person": actor.person}
        if is_mine := decide(_own(actor, run), State.STORING, **wants):
            _wake_on_commit(run.pk)
    return is_mine


def discard_risk_import(*, actor: Actor, run: RiskImport) -> bool:
    refuse_if_ended_now(actor)
    with transaction.atomic():
        if is_mine := decide(_own(actor, run), State.DISCARDED):
            transaction.on_commit(lambda: delete_uploads(run.files), robust=True)
    return is_mine


def _own(actor: Actor, run: RiskImport) -> QuerySet[RiskImport]:
    mine = RiskImport.objects.visible_to(actor).filter(pk=run.pk)
    if not mine.exists():
        raise PermissionDenied
    return mine


def resume_risk_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = RiskImport.objects.left_over(now)
    return work_on_each(
        gettext_noop("Imports of risks taken up again"), waiting, lambda pk: work_on_risk_import(pk, now)
    )


def work_on_risk_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the table of a run, as it stands. False where another worker has it."""
    return work_on(
        RiskImport.objects.filter(pk=run_id).select_related("person", "partnership"), now, _work, _fail
    )


def _fail(run: RiskImport, note: Note, problem: str) -> None:
    """What was stored until then is told as if it were all."""
    with transaction.atomic():
        fail(run, note, problem)
        if run.state == State.PARTLY:
            _tell(run, Outcome.read(run.outcome))


def _work(run: RiskImport, note: Note) -> None:
    actor = find_actor(run.person, run.partnership.reference)
    if actor is None or not actor.may("change_risk") or actor.side != run.side:
        _fail(run, note, _("You may no longer change the risks of this partnership."))
        return
    try:
        with _table(run) as table:
            reading = Reading(actor, table)
            if run.state == State.READING:
                _look(reading, note)
            else:
                _store(run, reading, note)
    except Unreadable as error:
        _fail(run, note, str(error)[:300])


@contextmanager
def _table(run: RiskImport) -> Iterator[Table]:
    try:
        file = default_storage.open(run.files[0]["stored_as"])
    except OSError:
        raise Unreadable(_("The uploaded file is no longer there.")) from None
    with file:
        yield open_table(run.files[0]["stored_as"], file, count_headings)


def _look(reading: Reading, note: Note) -> None:
    outcome, versions = Outcome(remark=reading.table.remark), {}
    for lines in reading.batches():
        for line in lines:
            outcome.take(line)
            if line.what == CHANGED and line.risk:
                versions[str(line.risk.number)] = line.risk.version
        note(done=outcome.lines)
    outcome.ignored = reading.headings.ignored
    if not outcome.lines:
        raise Unreadable(_("There is no line below the headings."))
    note(state=State.PREVIEW, outcome=outcome.kept(), versions=versions, claimed_until=None)


def _store(run: RiskImport, reading: Reading, note: Note) -> None:
    outcome = Outcome.read(run.outcome)
    stored, passed = run.done, 0
    for lines in reading.batches():
        fresh = lines[max(0, stored - passed) :]  # the lines that a worker before has not come to
        passed += len(lines)
        if not fresh:
            continue
        with transaction.atomic():
            store_lines(reading, fresh, run, outcome)
            note(done=outcome.lines, outcome=outcome.kept())
    with transaction.atomic():
        note(state=State.STORED, stored_at=timezone.now(), claimed_until=None, versions={})
        _tell(run, outcome)
    delete_uploads(run.files)


def _tell(run: RiskImport, outcome: Outcome) -> None:
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
    people = Person.objects.in_bulk([int(pk) for pk in outcome.owners])
    roles = Role.objects.current().filter(partnership=run.partnership, person__in=people)
    sides = dict(roles.exclude(part=Part.FACILITATOR).values_list("person", "side"))
    for pk, person in people.items():
        if pk in sides:
            count = outcome.owners[str(pk)]
            queue(emails.risks_given(run, person, Side(sides[pk]), count))


def _wake_on_commit(run_id: int) -> None:
    transaction.on_commit(lambda: _wake(run_id), robust=True)


def _wake(run_id: int) -> None:
    from governance.tasks import read_risk_import

    wake_worker(read_risk_import, run_id)
