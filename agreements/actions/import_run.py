"""An import in the browser: files are kept, looked at by the worker, then stored by it or thrown away.

The row says what is to be done; a worker claims it for a while and reports after each file. One that dies
loses its claim, and the next one goes on from the file where it stopped."""

import logging
import uuid
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from agreements.actions import importing
from agreements.actions.catalogue import Catalogue
from agreements.models import ImportRun
from agreements.ocds import LIMIT_BYTES, Unreadable, read_bytes
from agreements.ocds.files import Contents, too_large

CLAIM: Final = timedelta(minutes=10)
ATTEMPTS: Final = 3
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
    kept: list[dict[str, Any]] = []
    try:
        for file in files:
            path = default_storage.save(f"imports/{uuid.uuid4().hex}.json", file)
            kept.append({"name": (file.name or "?")[:200], "stored_as": path, "size": file.size})
        with transaction.atomic():
            run = ImportRun.objects.create(organisation=organisation, person=person, files=kept)
            _wake_on_commit(run.pk)
    except Exception:
        _forget(kept)
        raise
    return run


def store_import(*, person: Person, run: ImportRun) -> bool:
    """Store what was shown. False where somebody has decided already."""
    return _decide(person, run, ImportRun.State.STORING)


def discard_import(*, person: Person, run: ImportRun) -> bool:
    return _decide(person, run, ImportRun.State.DISCARDED)


def _decide(person: Person, run: ImportRun, state: ImportRun.State) -> bool:
    with transaction.atomic():
        mine = ImportRun.objects.for_person(person).filter(pk=run.pk)
        if not mine.exists():
            raise PermissionDenied
        decided = mine.filter(state=ImportRun.State.PREVIEW).update(
            state=state,
            done=0,
            attempts=0,
            claimed_until=None,
            **({"outcome": []} if state is ImportRun.State.STORING else {}),
        )
        if decided and state is ImportRun.State.STORING:
            _wake_on_commit(run.pk)
        elif decided:
            transaction.on_commit(lambda: _forget(run.files))
    return bool(decided)


def resume_imports(now: datetime) -> int:
    """Take up what waits for a worker, or was left by one that died. Returns how many were worked through."""
    waiting = list(ImportRun.objects.left_over(now).order_by("pk").values_list("pk", flat=True))
    return sum(work_on_import(pk, now) for pk in waiting)


def work_on_import(run_id: int, now: datetime | None = None) -> bool:
    """Read or store the files of a run, as it stands. False where another worker has it."""
    now = now or timezone.now()
    left = ImportRun.objects.left_over(now).filter(pk=run_id)
    run = left.select_related("organisation", "person").first()
    if run is None:
        return False
    claim = now + CLAIM
    if not left.filter(attempts=run.attempts).update(claimed_until=claim, attempts=run.attempts + 1):
        return False  # the other one was faster
    if run.attempts >= ATTEMPTS:
        problem = _("Reading these files failed repeatedly.")
        _finish(run, claim, state=ImportRun.State.FAILED, problem=problem, claimed_until=None)
        _forget(run.files)
        return True
    with translation.override(run.person.language):
        try:
            _work(run, claim)
        except _LostClaim:
            return False
    return True


class _LostClaim(Exception):
    pass


def _work(run: ImportRun, claim: datetime) -> None:
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
            _finish(run, claim, done=number, **({"outcome": outcome} if storing else {}))
    if storing:
        _finish(run, claim, state=ImportRun.State.STORED, stored_at=timezone.now(), claimed_until=None)
        _forget(run.files)
    else:
        _finish(run, claim, state=ImportRun.State.PREVIEW, outcome=outcome, claimed_until=None)


def _finish(run: ImportRun, claim: datetime, **fields: Any) -> None:
    """Write progress, as long as the run is still claimed by us."""
    mine = ImportRun.objects.filter(pk=run.pk, claimed_until=claim, state=run.state)
    if not mine.update(**fields):
        raise _LostClaim


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


def _forget(files: list[dict[str, Any]]) -> None:
    for file in files:
        try:
            default_storage.delete(file["stored_as"])
        except OSError:
            logger.warning("An uploaded file could not be deleted", exc_info=True)


def _wake_on_commit(run_id: int) -> None:
    transaction.on_commit(lambda: _wake(run_id))


def _wake(run_id: int) -> None:
    from agreements.tasks import read_import

    try:
        read_import.delay(run_id)
    except Exception:
        # the queue is down: the sweep finds the row
        logger.warning("The worker could not be woken for import %s", run_id, exc_info=True)
