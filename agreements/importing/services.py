"""An import in the browser: files are kept, looked at by the worker, then stored by it or thrown away
(``common.import_jobs``). A worker that takes up what another left goes on from the file where it stopped."""

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import partial
from typing import Any

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
from agreements.importing import importing
from agreements.importing.catalogue import Catalogue
from agreements.importing.models import ImportRun
from agreements.importing.ocds.files import LIMIT_BYTES, Contents, Unreadable, read_bytes, too_large
from common.import_jobs import Note, decide, delete_uploads, store_upload, work_on, work_on_each

logger = logging.getLogger(__name__)


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
        if is_mine := decide(_own(person, run), ImportRun.State.STORING, outcome=[]):
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
    storing = run.state == ImportRun.State.STORING
    # a preview remembers what it would have made from file to file, so it starts over; storing goes on
    catalogue, outcome = (None, run.outcome) if storing else (Catalogue(), [])
    for number, file in enumerate(run.files, start=1):
        if storing and number <= run.done:
            continue
        read = _opened(file["stored_as"])  # before the transaction, which is to be short
        with transaction.atomic() if storing else nullcontext():
            report = importing.import_file(
                name=file["name"],
                read=read,
                register=run.organisation,
                store=storing,
                catalogue=catalogue,
            )
            outcome = [*outcome, report.as_dict()]
            note(done=number, **({"outcome": outcome} if storing else {}))
    if storing:
        note(state=ImportRun.State.STORED, stored_at=timezone.now(), claimed_until=None)
        delete_uploads(run.files)
    else:
        note(state=ImportRun.State.PREVIEW, outcome=outcome, claimed_until=None)


def _opened(path: str) -> Callable[[], Contents]:
    """What the file holds, or why it cannot be read, told when asked."""
    try:
        with default_storage.open(path) as file:
            contents = read_bytes(file.read())
    except OSError:
        return partial(_refuse, _("the uploaded file is no longer there"))
    except Unreadable as error:
        return partial(_refuse, str(error))
    return lambda: contents


def _refuse(why: str) -> Contents:
    raise Unreadable(why)


def _wake_on_commit(run_id: int) -> None:
    transaction.on_commit(lambda: _wake(run_id), robust=True)


def _wake(run_id: int) -> None:
    from agreements.tasks import read_import

    try:
        read_import.delay(run_id)
    except Exception:
        # the queue is down: the sweep finds the row
        logger.warning("The worker could not be woken for import %s", run_id, exc_info=True)
