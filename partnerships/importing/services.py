"""A table goes into a register: looked at first, stored when somebody says so (``common.import_jobs``). The
room of the register says who does it.

Storing takes some hundreds of lines in a transaction, together with how far it is; a worker that takes up
what another left begins after the last line that is stored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.import_jobs import ImportJob, Note, decide, delete_uploads, fail, store_upload, work_on
from common.tables.files import READERS, ending_of, open_table
from common.tables.rows import Search, Table, Unreadable
from partnerships.access.actors import Actor, find_actor
from partnerships.access.ended import refuse_if_ended_now
from partnerships.importing.columns import Columns, propose, recall, remember, remembered_digests
from partnerships.importing.layout import HeadingFinder, Layout
from partnerships.importing.models import TableImport, TableImportQuerySet
from partnerships.importing.outcome import Outcome
from partnerships.importing.registers import Register

State: Final = ImportJob.State
SHOWN: Final = (State.MAPPING, State.PREVIEW)


def start(register: Register, actor: Actor, file: "UploadedFile[Any]") -> Any:
    """Keep the table and have it looked at. Nothing goes into the register yet."""
    refuse_if_ended_now(actor)
    if not actor.may(register.model.permission):
        raise PermissionDenied
    ending = ending_of(file.name or "")
    if ending not in READERS:
        raise ValidationError({"file": _("Bring the table as .xlsx or .csv.")})
    if not file.size:
        raise ValidationError({"file": _("This file is empty.")})
    stored = store_upload(file, ending)
    try:
        with transaction.atomic():
            run = register.model._default_manager.create(
                partnership=actor.partnership, side=actor.side, person=actor.person, files=[stored]
            )
            _wake_on_commit(register, run.pk)
    except Exception:
        delete_uploads([stored])
        raise
    return run


def choose(
    register: Register, actor: Actor, run: TableImport, places: dict[int, str], for_all: dict[str, str]
) -> bool:
    """Say what each column is, now and for the next table with these headings. False where somebody has
    decided already."""
    refuse_if_ended_now(actor)
    own = _own(register, actor, run)
    layout = Layout.read(run.layout)
    kept = {key: words.strip() for key, words in for_all.items() if words.strip()}
    columns = Columns({str(place): key for place, key in sorted(places.items())}, kept)
    refuse_unfit(register, actor, columns)
    with transaction.atomic():
        is_mine = decide(own, State.READING, SHOWN, columns=columns.kept(), outcome={}, versions={})
        if is_mine:
            remember(actor, register.key, layout, columns)
            _wake_on_commit(register, run.pk)
    return is_mine


def look_elsewhere(register: Register, actor: Actor, run: TableImport, sheet: str, line: int) -> bool:
    """The table is on another sheet, or its headings on another line, than was found."""
    refuse_if_ended_now(actor)
    own = _own(register, actor, run)
    known = Layout.read(run.layout)
    if sheet and sheet not in known.sheets:
        raise ValidationError({"sheet": _("There is no such sheet.")})
    if sheet != known.sheet:
        line = 0  # where the headings are on the other sheet is found out
    wanted = Layout(sheet=sheet, separator=known.separator, line=line)
    with transaction.atomic():
        is_mine = decide(own, State.READING, SHOWN, layout=wanted.kept(), columns={}, outcome={}, versions={})
        if is_mine:
            _wake_on_commit(register, run.pk)
    return is_mine


def store(register: Register, actor: Actor, run: TableImport, changes_known: bool) -> bool:
    """Store the lines that are right: those that are new and, if one wants, the changes of those that are
    known. False where somebody has decided already."""
    refuse_if_ended_now(actor)
    with transaction.atomic():
        shown = Outcome.read(run.outcome)
        begins = Outcome(remark=shown.remark, ignored=shown.ignored).kept()
        own = _own(register, actor, run)
        wants = {"changes_known": changes_known, "outcome": begins, "person": actor.person}
        if is_mine := decide(own, State.STORING, (State.PREVIEW,), **wants):
            _wake_on_commit(register, run.pk)
    return is_mine


def discard(register: Register, actor: Actor, run: TableImport) -> bool:
    refuse_if_ended_now(actor)
    with transaction.atomic():
        if is_mine := decide(_own(register, actor, run), State.DISCARDED, SHOWN):
            transaction.on_commit(lambda: delete_uploads(run.files), robust=True)
    return is_mine


def _own(register: Register, actor: Actor, run: TableImport) -> "TableImportQuerySet[TableImport]":
    mine: TableImportQuerySet[TableImport] = register.model._default_manager.visible_to(  # type: ignore[attr-defined]
        actor
    ).filter(pk=run.pk)
    if not mine.exists():
        raise PermissionDenied
    return mine


def refuse_unfit(register: Register, actor: Actor, columns: Columns) -> None:
    """What is needed is there, in one column or for all lines; each with its reason."""
    errors: dict[str, str] = {}
    for key, places in columns.by_field.items():
        field = register.fields[key]
        if len(places) > 1 and not field.joined_by:
            message = _("Only one column can be “%(name)s”. Leave out the others.")
            errors[f"column_{places[1]}"] = message % {"name": field.heading}
    there = [*columns.places.values(), *columns.for_all]
    for field in register.fields.refused_without(there):
        message = _("“%(name)s” is missing: choose its column above, or say here what goes for all lines.")
        if field.ask is None:
            message = _("“%(name)s” is missing: choose the column that says it.")
        errors[f"all_{field.key}"] = message % {"name": field.heading}
    reading = register.reading(actor)
    for key, words in columns.for_all.items():
        try:
            reading.takes_for_all(key, words)
        except ValidationError as error:
            errors[f"all_{key}"] = " ".join(error.messages)
    if errors:
        raise ValidationError(errors)


def work(register: Register, run_id: int, now: datetime | None = None) -> bool:
    """Read or store the table of a run, as it stands. False where another worker has it."""
    runs = register.model._default_manager.filter(pk=run_id).select_related("person", "partnership")
    return work_on(
        runs,
        now,
        lambda run, note: _work(register, run, note),
        lambda run, note, problem: _fail(register, run, note, problem),
    )


def _fail(register: Register, run: TableImport, note: Note, problem: str) -> None:
    """What was stored until then is told as if it were all."""
    with transaction.atomic():
        fail(run, note, problem)
        if run.state == State.PARTLY:
            register.tell(run, Outcome.read(run.outcome))


def _work(register: Register, run: TableImport, note: Note) -> None:
    actor = find_actor(run.person, run.partnership.reference)
    if actor is None or not actor.may(run.permission) or actor.side != run.side:
        _fail(register, run, note, _("You may no longer bring tables for this partnership."))
        return
    try:
        is_clear = bool(run.columns) or _find_columns(register, actor, run, note)
        if run.state == State.STORING:
            _store(register, actor, run, note)
        elif is_clear:
            _look(register, actor, run, note)
        else:
            note(state=State.MAPPING, claimed_until=None)
    except Unreadable as error:
        _fail(register, run, note, str(error)[:300])


def _find_columns(register: Register, actor: Actor, run: TableImport, note: Note) -> bool:
    """What the columns are; whether that is so clear that nobody has to be asked."""
    finder = HeadingFinder(register.fields, remembered_digests(actor, register.key))
    wanted = Layout.read(run.layout)
    search = finder.search(wanted.sheet)
    with _table(run, search) as table:
        layout = finder.find(table, wanted.line)
    columns = recall(actor, register.key, layout) or propose(register.fields, layout)
    try:
        refuse_unfit(register, actor, columns)
        is_clear = columns.is_sure and columns.says_something(register.fields, layout)
    except ValidationError:
        is_clear = False
    run.layout, run.columns = layout.kept(), columns.kept()
    note(layout=run.layout, columns=run.columns)
    return is_clear


@contextmanager
def _table(run: TableImport, search: Search) -> Iterator[Table]:
    try:
        file = default_storage.open(run.files[0]["stored_as"])
    except OSError:
        raise Unreadable(_("The uploaded file is no longer there.")) from None
    with file:
        yield open_table(run.files[0]["stored_as"], file, search)


def _look(register: Register, actor: Actor, run: TableImport, note: Note) -> None:
    layout, columns, reading = Layout.read(run.layout), Columns.read(run.columns), register.reading(actor)
    outcome = Outcome(remark=layout.remark, ignored=columns.left_out(layout))
    versions: dict[str, int] = {}
    with _table(run, layout.search) as table:
        for lines in reading.batches(table, layout, columns):
            for line in lines:
                outcome.take(line, register.fields)
            versions |= register.versions(lines)
            note(done=outcome.lines)
    if not outcome.lines:
        raise Unreadable(_("There is no line below the headings."))
    note(state=State.PREVIEW, outcome=outcome.kept(), versions=versions, claimed_until=None)


def _store(register: Register, actor: Actor, run: TableImport, note: Note) -> None:
    layout, columns, reading = Layout.read(run.layout), Columns.read(run.columns), register.reading(actor)
    outcome = Outcome.read(run.outcome)
    stored, passed = run.done, 0
    with _table(run, layout.search) as table:
        for lines in reading.batches(table, layout, columns):
            fresh = lines[max(0, stored - passed) :]  # the lines that a worker before has not come to
            passed += len(lines)
            if not fresh:
                continue
            with transaction.atomic():
                register.store(reading, fresh, run, outcome)
                note(done=outcome.lines, outcome=outcome.kept())
    with transaction.atomic():
        note(state=State.STORED, stored_at=timezone.now(), claimed_until=None, versions={})
        register.tell(run, outcome)
    delete_uploads(run.files)


def _wake_on_commit(register: Register, run_id: int) -> None:
    transaction.on_commit(lambda: _wake(register.wake, run_id), robust=True)


def _wake(wake: Callable[[int], None], run_id: int) -> None:
    wake(run_id)
