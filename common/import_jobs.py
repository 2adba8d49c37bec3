"""Long work on uploaded files: looked at by a worker, shown, then stored by it or thrown away.

The row says what is to be done; a worker claims it for a while, and writes how far it is only while the
claim is its own. One that dies loses its claim, and the next one goes on from where it stopped."""

import logging
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Self, TypeVar

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, InterfaceError, OperationalError, models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.lost_races import is_lost_race, tried_again
from common.processes import has_died, own_name
from common.sweeping import forget_failure, is_out_of_time, note_failure

CLAIM: Final = timedelta(minutes=10)
ATTEMPTS: Final = 3
logger = logging.getLogger(__name__)


AnyImportJob = TypeVar("AnyImportJob", bound="ImportJob")


class LostClaim(Exception):
    """Another worker has taken the run up, for this one was silent for too long."""


class ImportJobQuerySet(models.QuerySet[AnyImportJob]):
    def left_over(self, now: datetime) -> Self:
        """Waiting for a worker, or claimed by one that never came back."""
        working = self.filter(state__in=[ImportJob.State.READING, ImportJob.State.STORING])
        # a process of this machine that was killed comes back no more: nobody waits for its claim to end
        claims = set(working.exclude(claimed_by="").order_by().values_list("claimed_by", flat=True))
        dead = Q(claimed_by__in=[name for name in claims if has_died(name)])
        return working.filter(Q(claimed_until=None) | Q(claimed_until__lt=now) | dead)


class ImportJob(models.Model):
    """One upload on its way: read, its columns named where they are not known, shown, then stored or
    discarded."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        MAPPING = "mapping", _("What are the columns?")
        PREVIEW = "preview", _("Ready to look at")
        STORING = "storing", _("Being stored")
        STORED = "stored", _("Stored")
        PARTLY = "partly", _("Stored in part")
        FAILED = "failed", _("Could not be read")
        DISCARDED = "discarded", _("Discarded")

    #: Who uploaded it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    #: The uploaded files: [{"name": as uploaded, "stored_as": path in the file store, "size": bytes}]
    files = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)  # how much is worked through
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=150, blank=True)  # the process, as ``common.processes`` names it
    attempts = models.PositiveSmallIntegerField(default=0)  # since something was stored
    #: Why it failed, for the person who asked for it.
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    stored_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    @property
    def is_working(self) -> bool:
        return self.state in (self.State.READING, self.State.STORING)

    @property
    def has_stored(self) -> bool:
        """Whether some of it is stored already, where not all is."""
        return self.state == self.State.STORING and self.done > 0


#: Writes fields of the run, for as long as it is still claimed by whoever was given this.
Note = Callable[..., None]


def store_upload(file: "UploadedFile[Any]", ending: str) -> dict[str, Any]:
    """Put an upload into the store until it is read; what ``Run.files`` says of it."""
    path = default_storage.save(f"imports/{uuid.uuid4().hex}{ending}", file)
    return {"name": (file.name or "?")[:200], "stored_as": path, "size": file.size}


def delete_uploads(files: list[dict[str, Any]]) -> None:
    for file in files:
        try:
            default_storage.delete(file["stored_as"])
        except OSError:
            logger.warning("An uploaded file could not be deleted", exc_info=True)


def fail(run: ImportJob, note: Note, problem: str) -> None:
    """It ends here. What was stored until then stays, and the state says so."""
    run.refresh_from_db()
    state = ImportJob.State.PARTLY if run.has_stored else ImportJob.State.FAILED
    note(state=state, problem=problem, claimed_until=None)
    run.state = state
    delete_uploads(run.files)


def work_on(
    runs: models.QuerySet[AnyImportJob],
    now: datetime | None,
    work: Callable[[AnyImportJob, Note], None],
    give_up: Callable[[AnyImportJob, Note, str], None] = fail,
) -> bool:
    """Claim the one run that ``runs`` is about, and read or store it, as it stands. False where another
    worker has it. ``runs`` loads what ``work`` needs."""
    now = now or timezone.now()
    left: models.QuerySet[AnyImportJob] = runs.left_over(now)  # type: ignore[attr-defined]
    run = left.first()
    if run is None:
        return False
    claim = now + CLAIM
    same = left.filter(attempts=run.attempts, claimed_until=run.claimed_until)
    if not same.update(claimed_until=claim, claimed_by=own_name(), attempts=run.attempts + 1):
        return False  # the other one was faster

    def note(**fields: Any) -> None:
        nonlocal claim
        mine = type(run)._default_manager.filter(pk=run.pk, claimed_until=claim, state=run.state)
        if "claimed_until" not in fields:
            fields["claimed_until"] = claim = max(claim, timezone.now() + CLAIM)
            if run.state == run.State.STORING:
                fields["attempts"] = 0  # it gets on: whoever dies next did not die of the same
        if not mine.update(**fields):
            raise LostClaim

    try:
        with translation.override(run.person.language):
            if run.attempts < ATTEMPTS:
                _work(run, note, work, give_up)
            elif run.state == run.State.READING:
                give_up(run, note, gettext("Reading these files failed repeatedly."))
            else:
                give_up(run, note, gettext("Storing failed repeatedly at the same place."))
    except LostClaim:
        return False
    except DatabaseError as error:
        if is_lost_race(error):  # nobody has to wait for the claim to run out, and it counts as no attempt
            mine = type(run)._default_manager.filter(pk=run.pk, claimed_until=claim, state=run.state)
            mine.filter(attempts=run.attempts + 1).update(attempts=run.attempts)
            mine.update(claimed_until=None)
        raise
    return True


def _work(
    run: AnyImportJob,
    note: Note,
    work: Callable[[AnyImportJob, Note], None],
    give_up: Callable[[AnyImportJob, Note, str], None],
) -> None:
    """What is wrong with a file is wrong the next time, too; a database that is away comes back."""
    try:
        work(run, note)
    except (LostClaim, OperationalError, InterfaceError, OSError):
        raise
    except Exception:
        if run.state != run.State.READING:
            raise
        logger.exception("Import %s could not be read", run.pk)
        give_up(run, note, gettext("These files could not be read. Save them again and bring them again."))


def work_on_each(
    sweep: str, runs: "models.QuerySet[AnyImportJob]", work_on_one: Callable[[int], bool]
) -> int:
    """Returns how many were worked through; one that fails stops no other, and is tried again. Reading takes
    as long as it takes, so no transaction is around it."""
    done = 0
    for pk in list(runs.order_by("pk").values_list("pk", flat=True)):
        try:
            done += tried_again(partial(work_on_one, pk))
            forget_failure(sweep, runs.model, pk)
        except Exception as error:
            if is_out_of_time(error):
                raise
            note_failure(sweep, runs.model, pk, error)
    return done


def decide(
    runs: models.QuerySet[AnyImportJob],
    state: ImportJob.State,
    while_in: Sequence[str] = (ImportJob.State.PREVIEW,),
    **fields: Any,
) -> bool:
    """Let a run that is shown go on to ``state``. False where somebody has decided already."""
    shown = runs.filter(state__in=while_in)
    return bool(shown.update(state=state, done=0, attempts=0, claimed_until=None, **fields))
