"""An import in the browser: files are kept, looked at by the worker, then stored by it or thrown away
(``common.import_jobs``). A worker that takes up what another left goes on from the file where it stopped."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import IO, Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.organisations.models import Organisation
from accounts.people.models import Person
from agreements.importing.importing import Preview, import_file
from agreements.importing.models import ImportRun
from agreements.importing.ocds.files import LIMIT_BYTES, read_file, too_large
from agreements.importing.ocds.packages import Found
from agreements.importing.ocds.stream import Unreadable
from agreements.importing.report import KEPT_OF_A_FILE, KEPT_OF_ALL, FileReport
from common.import_jobs import Note, decide, delete_uploads, store_upload, work_on, work_on_each
from common.waking import wake_worker


def start_import(
    *, person: Person, organisation: Organisation, files: Sequence["UploadedFile[Any]"]
) -> ImportRun:
    """Keep the files and have them looked at. Nothing is stored in the register yet."""
    if not person.memberships.active().filter(organisation=organisation, is_officer=True).exists():
        raise PermissionDenied
    if not files:
        raise ValidationError({"files": _("Choose at least one file.")})
    if (total := sum(file.size or 0 for file in files)) > LIMIT_BYTES:
        raise ValidationError({"files": _("Together these files are too large: %s.") % too_large(total)})
    stored: list[dict[str, Any]] = []
    try:
        for file in files:
            stored.append(store_upload(file, ".json"))
        with transaction.atomic():
            run = ImportRun.objects.create(organisation=organisation, person=person, files=stored)
            _wake_on_commit(run.pk)
    except Exception:
        delete_uploads(stored)
        raise
    return run


def store_import(*, person: Person, run: ImportRun) -> bool:
    """Store what was shown. False where somebody has decided already."""
    with transaction.atomic():
        if is_mine := decide(_own(person, run), ImportRun.State.STORING, outcome=[], releases_done=0):
            _wake_on_commit(run.pk)
    return is_mine


def discard_import(*, person: Person, run: ImportRun) -> bool:
    with transaction.atomic():
        if is_mine := decide(_own(person, run), ImportRun.State.DISCARDED):
            transaction.on_commit(lambda: delete_uploads(run.files), robust=True)
    return is_mine


def _own(person: Person, run: ImportRun) -> QuerySet[ImportRun]:
    mine = ImportRun.objects.for_person(person).filter(pk=run.pk)
    if not mine.exists():
        raise PermissionDenied
    return mine


def resume_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = ImportRun.objects.left_over(now)
    return work_on_each(gettext_noop("Imports taken up again"), waiting, lambda pk: work_on_import(pk, now))


def work_on_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the files of a run, as it stands. False where another worker has it."""
    return work_on(ImportRun.objects.filter(pk=run_id).select_related("organisation", "person"), now, _work)


def _work(run: ImportRun, note: Note) -> None:
    if run.state == ImportRun.State.STORING:
        _store(run, note)
    else:
        _look(run, note)


def _look(run: ImportRun, note: Note) -> None:
    """What would come of the files. It remembers what it would have made from file to file, so a worker that
    takes it up starts over."""
    preview, outcome, releases = Preview(run.organisation), list[dict[str, Any]](), 0
    for number, file in enumerate(run.files, start=1):

        def progress(report: FileReport, before: int = releases, files: int = number - 1) -> None:
            note(done=files, releases_done=before + report.done)

        report = FileReport(file["name"], most=_lines_left(outcome))
        report = import_file(
            name=file["name"],
            read=partial(_releases_in, file["stored_as"]),
            preview=preview,
            report=report,
            progress=progress,
        )
        releases += report.done
        outcome.append(report.as_dict())
        note(done=number, releases_done=releases)
    note(
        state=ImportRun.State.PREVIEW,
        outcome=outcome,
        releases=releases,
        releases_done=0,
        claimed_until=None,
    )


def _store(run: ImportRun, note: Note) -> None:
    """Piece by piece. How far it is, is written with each piece: the next worker goes on right there."""
    outcome = list(run.outcome)
    for number, file in enumerate(run.files, start=1):
        if number <= run.done:
            continue
        is_begun = len(outcome) == number
        last = outcome.pop() if is_begun else None
        most = _lines_left(outcome)
        report = FileReport.from_dict(last, most) if last else FileReport(file["name"], most=most)
        before = sum(told["releases"] for told in outcome)

        def progress(report: FileReport, before: int = before, number: int = number) -> None:
            note(done=number - 1, releases_done=before + report.done, outcome=[*outcome, report.as_dict()])

        report = import_file(
            name=file["name"],
            read=partial(_releases_in, file["stored_as"]),
            register=run.organisation,
            report=report,
            progress=progress,
        )
        outcome.append(report.as_dict())
        note(done=number, outcome=outcome)
    note(state=ImportRun.State.STORED, stored_at=timezone.now(), claimed_until=None)
    delete_uploads(run.files)


def _lines_left(outcome: list[dict[str, Any]]) -> int:
    return max(0, min(KEPT_OF_A_FILE, KEPT_OF_ALL - sum(len(told["lines"]) for told in outcome)))


def _releases_in(path: str) -> Iterator[Found]:
    try:
        with default_storage.open(path) as file:
            yield from read_file(cast("IO[bytes]", file))
    except OSError:
        raise Unreadable(_("the uploaded file is no longer there")) from None


def _wake_on_commit(run_id: int) -> None:
    transaction.on_commit(lambda: _wake(run_id), robust=True)


def _wake(run_id: int) -> None:
    from agreements.tasks import read_import

    wake_worker(read_import, run_id)
