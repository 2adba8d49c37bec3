"""Documents: asked for as a row, made by a worker, kept under the digest of what they say.

A worker takes a document by one UPDATE that only one of many can win, and writes into it until when the
document is its own. It renders outside of any transaction; the end is noted, and what follows from it
(mails), by one transaction that finds the row only while the worker's own lease stands there. So two workers
leave one file and one mail a person. A worker that is killed leaves a lease that runs out; on the machine
where it was killed, nobody waits for that.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from common.processes import has_died, own_name
from common.sweeping import forget_failure, is_out_of_time, note_failure


class RenderedFile(models.Model):
    """A PDF in one language: a row from when it is asked for, made by a ``Renderer``."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        MADE = "made", _("Ready")
        FAILED = "failed", _("Could not be made")

    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.FileField(upload_to="documents/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=150, blank=True)  # the process, as ``common.processes`` names it
    requested_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True


log = logging.getLogger(__name__)
State = RenderedFile.State
Document = TypeVar("Document", bound=RenderedFile)
SWEEP = gettext_noop("Documents made")
#: A document takes half a second; a machine under load may take a hundred times that.
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 5
#: Nobody is at it.
FREE: dict[str, Any] = {"claimed_until": None, "claimed_by": ""}
#: A sweep leaves the rest to the next one: where a worker is awake, it has made them long before.
SWEEP_SECONDS = 30


@dataclass(frozen=True)
class Renderer(Generic[Document]):
    """What makes the documents of one table. ``load`` reads one with all that ``render`` needs; ``when_made``
    runs in the transaction that notes the end; ``wake`` tells a worker."""

    model: type[Document]
    #: The folder in which the file is kept.
    folder: Callable[[Document], str]
    load: Callable[[int], Document]
    render: Callable[[Document], bytes]
    when_made: Callable[[Document], None]
    wake: Callable[[int], None]

    def request(
        self, document: Document, *, is_new: bool, again: tuple[str, ...] = (State.FAILED,)
    ) -> Document:
        """Have it made, when it is new, or anew where it stands in one of the states ``again``."""
        anew = not is_new and self._rows.filter(pk=document.pk, state__in=again).update(
            state=State.WAITING, attempts=0, requested_at=timezone.now(), **FREE
        )
        if anew:
            document.refresh_from_db()
        if is_new or anew:
            transaction.on_commit(lambda: self._wake(document.pk), robust=True)
        return document

    def make(self, pk: int, now: datetime | None = None) -> Document:
        """Make it, unless it is made or somebody else is at it. What goes wrong is written into the row,
        which waits longer after each attempt and is given up after the fifth."""
        now = now or timezone.now()
        lease = timezone.now() + LEASE
        if not self._claim(pk, now, lease):
            self._give_up(pk, now)
            others: Document = self._rows.get(pk=pk)
            return others
        document = self.load(pk)
        try:
            self.finish(document, lease, self.render(document))
        except Exception as error:
            self._note_failure(document, lease, error)
            note_failure(SWEEP, self.model, pk, error)
        document.refresh_from_db()
        return document

    def make_due(self, now: datetime) -> int:
        """Make what is left waiting: a worker died, the broker was away, or an attempt failed a while ago."""
        stop_at = time.monotonic() + SWEEP_SECONDS
        made = 0
        for pk in list(self._ripe(now).order_by("requested_at", "pk").values_list("pk", flat=True)[:100]):
            if time.monotonic() > stop_at:
                break
            try:
                made += self.make(pk, now).state == State.MADE
            except Exception as error:
                if is_out_of_time(error):
                    raise
                note_failure(SWEEP, self.model, pk, error)
        return made

    def finish(self, document: Document, lease: datetime, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        name = stored(f"{self.folder(document)}/{digest[:2]}/{digest}.pdf", content)
        with transaction.atomic():
            own = self._rows.filter(pk=document.pk, state=State.WAITING, claimed_until=lease)
            made = own.update(
                state=State.MADE,
                file=name,
                sha256=digest,
                size=len(content),
                made_at=timezone.now(),
                last_error="",
                **FREE,
            )
            if made:
                forget_failure(SWEEP, self.model, document.pk)
                document.refresh_from_db()
                self.when_made(document)
        if not made and self._is_over(document) and not self._rows.filter(file=name).exists():
            default_storage.delete(name)

    @property
    def _rows(self) -> "QuerySet[Any]":
        return self.model._default_manager.all()

    def _ripe(self, now: datetime) -> "QuerySet[Any]":
        waiting = self._rows.filter(state=State.WAITING)
        # a process of this machine that was killed comes back no more: nobody waits for its lease to end
        claims = set(waiting.exclude(claimed_by="").order_by().values_list("claimed_by", flat=True))
        dead = Q(claimed_by__in=[name for name in claims if has_died(name)])
        return waiting.filter(Q(claimed_until=None) | Q(claimed_until__lte=now) | dead)

    def _claim(self, pk: int, now: datetime, lease: datetime) -> bool:
        ripe = self._ripe(now).filter(pk=pk, attempts__lt=MAX_ATTEMPTS)
        return bool(ripe.update(claimed_until=lease, claimed_by=own_name(), attempts=F("attempts") + 1))

    def _give_up(self, pk: int, now: datetime) -> None:
        """A document that killed its worker each time has nobody left to say that it failed."""
        lost = self._ripe(now).filter(pk=pk, attempts__gte=MAX_ATTEMPTS)
        if lost.update(state=State.FAILED, **FREE):
            note_failure(SWEEP, self.model, pk, RuntimeError("each worker that made it died"))

    def _is_over(self, document: Document) -> bool:
        """Whether nobody is at it: until then, whoever overtook us may be about to name our file."""
        return self._rows.filter(pk=document.pk).exclude(state=State.WAITING).exists()

    def _note_failure(self, document: Document, lease: datetime, error: Exception) -> None:
        own = self._rows.filter(pk=document.pk, state=State.WAITING, claimed_until=lease)
        said = f"{type(error).__name__}: {error}"[:2000]
        if document.attempts >= MAX_ATTEMPTS:
            own.update(state=State.FAILED, last_error=said, **FREE)
        else:
            wait = timedelta(minutes=2**document.attempts)
            own.update(last_error=said, claimed_until=timezone.now() + wait, claimed_by="")

    def _wake(self, pk: int) -> None:
        if self._rows.filter(pk=pk).exists():  # what asked for it may take it back before it is committed
            self.wake(pk)


def stored(name: str, content: bytes) -> str:
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return name
    return default_storage.save(name, ContentFile(content))
