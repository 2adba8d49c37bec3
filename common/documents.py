"""Papers: wanted as a row, made by a worker, kept under the digest of what they say.

A worker takes a paper by one UPDATE that only one of many can win, and writes into it until when the
paper is its own. It renders outside of any transaction; the end is noted, and what follows from it (mails),
by one transaction that finds the row only while the worker's own lease stands there. So two workers leave
one file and one mail a person, and a worker that is killed leaves a lease that runs out.
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


class Paper(models.Model):
    """A PDF in one language: a row from when it is wanted, made by a worker (``common.documents``)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        MADE = "made", _("Ready")
        FAILED = "failed", _("Could not be made")

    language = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    file = models.FileField(upload_to="reports/", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        abstract = True


log = logging.getLogger(__name__)
State = Paper.State
Kind = TypeVar("Kind", bound=Paper)
#: A paper takes half a second; a machine under load may take a hundred times that.
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 5
#: A sweep leaves the rest to the next one: where a worker is awake, it has made them long before.
SWEEP_SECONDS = 8


@dataclass(frozen=True)
class Press(Generic[Kind]):
    """What makes one kind of paper. ``load`` reads the paper with all that ``render`` needs; ``when_made``
    runs in the transaction that notes the end; ``wake`` tells a worker."""

    papers: type[Kind]
    folder: str
    load: Callable[[int], Kind]
    render: Callable[[Kind], bytes]
    when_made: Callable[[Kind], None]
    wake: Callable[[int], None]

    def wanted(self, paper: Kind, *, is_new: bool, again: tuple[str, ...] = (State.FAILED,)) -> Kind:
        """Have it made, when it is new, or anew where it stands in one of the states ``again``."""
        anew = not is_new and self._rows.filter(pk=paper.pk, state__in=again).update(
            state=State.WAITING, attempts=0, claimed_until=None, wanted_at=timezone.now()
        )
        if anew:
            paper.refresh_from_db()
        if is_new or anew:
            transaction.on_commit(lambda: self._wake(paper.pk))
        return paper

    def make(self, pk: int, now: datetime | None = None) -> Kind:
        """Make it, unless it is made or somebody else is at it. What goes wrong is written into the row,
        which waits longer after each attempt and is given up after the fifth."""
        now = now or timezone.now()
        lease = timezone.now() + LEASE
        if not self._claim(pk, now, lease):
            self._give_up(pk, now)
            others: Kind = self._rows.get(pk=pk)
            return others
        paper = self.load(pk)
        try:
            self.finish(paper, lease, self.render(paper))
        except Exception as error:
            log.exception("%s %d could not be made", self.papers.__name__, pk)
            self._note_failure(paper, lease, error)
        paper.refresh_from_db()
        return paper

    def make_due(self, now: datetime) -> int:
        """Make what is left waiting: a worker died, the broker was away, or an attempt failed a while ago."""
        stop_at = time.monotonic() + SWEEP_SECONDS
        made = 0
        for pk in list(self._ripe(now).order_by("wanted_at", "pk").values_list("pk", flat=True)[:100]):
            if time.monotonic() > stop_at:
                break
            made += self.make(pk, now).state == State.MADE
        return made

    def finish(self, paper: Kind, lease: datetime, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        name = stored(f"{self.folder}/{digest[:2]}/{digest}.pdf", content)
        with transaction.atomic():
            own = self._rows.filter(pk=paper.pk, state=State.WAITING, claimed_until=lease)
            made = own.update(
                state=State.MADE,
                file=name,
                sha256=digest,
                size=len(content),
                made_at=timezone.now(),
                claimed_until=None,
                last_error="",
            )
            if made:
                paper.refresh_from_db()
                self.when_made(paper)
        if not made and self._is_over(paper) and not self._rows.filter(file=name).exists():
            default_storage.delete(name)

    @property
    def _rows(self) -> "QuerySet[Any]":
        return self.papers._default_manager.all()

    def _ripe(self, now: datetime) -> "QuerySet[Any]":
        return self._rows.filter(Q(claimed_until=None) | Q(claimed_until__lte=now), state=State.WAITING)

    def _claim(self, pk: int, now: datetime, lease: datetime) -> bool:
        ripe = self._ripe(now).filter(pk=pk, attempts__lt=MAX_ATTEMPTS)
        return bool(ripe.update(claimed_until=lease, attempts=F("attempts") + 1))

    def _give_up(self, pk: int, now: datetime) -> None:
        """A paper that killed its worker each time has nobody left to say that it failed."""
        lost = self._ripe(now).filter(pk=pk, attempts__gte=MAX_ATTEMPTS)
        lost.update(state=State.FAILED, claimed_until=None)

    def _is_over(self, paper: Kind) -> bool:
        """Whether nobody is at it: until then, whoever overtook us may be about to name our file."""
        return self._rows.filter(pk=paper.pk).exclude(state=State.WAITING).exists()

    def _note_failure(self, paper: Kind, lease: datetime, error: Exception) -> None:
        own = self._rows.filter(pk=paper.pk, state=State.WAITING, claimed_until=lease)
        said = f"{type(error).__name__}: {error}"[:2000]
        if paper.attempts >= MAX_ATTEMPTS:
            own.update(state=State.FAILED, last_error=said, claimed_until=None)
        else:
            wait = timedelta(minutes=2**paper.attempts)
            own.update(last_error=said, claimed_until=timezone.now() + wait)

    def _wake(self, pk: int) -> None:
        """A broker that is away costs nothing but time: the row is there, and a sweep finds it."""
        if not self._rows.filter(pk=pk).exists():
            return  # what asked for it took it back before it was committed
        try:
            self.wake(pk)
        except Exception as error:  # what a broker raises depends on the broker
            log.warning("the worker was not woken for %s %d: %s", self.papers.__name__, pk, error)


def stored(name: str, content: bytes) -> str:
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return name
    return default_storage.save(name, ContentFile(content))
