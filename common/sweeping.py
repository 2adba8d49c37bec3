"""What a sweep has found due is done one by one, each in a transaction of its own: one that goes wrong stops
none of the others. It is logged with its number, and kept as a ``FailedItem``, which administrators see,
until it has gone right or is no longer due."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F, Model, QuerySet
from django.utils import timezone

from common.lost_races import tried_again
from common.models import EVERYTHING, FailedItem

log = logging.getLogger(__name__)
#: What nobody has tried again for so long is no longer due.
FORGOTTEN_AFTER: Final = timedelta(days=30)
_PARTIES: Final = ("customer", "supplier")


def for_each(sweep: str, due: "QuerySet[Any]", do: Callable[[Any], int]) -> int:
    """Call ``do`` with the key of each that is due, in the order of ``due``; returns the sum of what it
    returns. ``sweep`` is what administrators read of it, marked by ``gettext_noop``."""
    return in_batches(sweep, due, 1, lambda ids: do(ids[0]))


def in_batches(sweep: str, due: "QuerySet[Any]", size: int, do: Callable[[Sequence[Any]], int]) -> int:
    """The same where many are done by a fixed number of queries: a batch that goes wrong is taken back and
    halved, until the one that is to blame stands alone."""
    ids = list(due.values_list("pk", flat=True))
    failed: list[Any] = []
    done = 0
    for first in range(0, len(ids), size):
        done += _attempt(sweep, due.model, ids[first : first + size], do, failed)
    before = FailedItem.objects.filter(sweep=sweep, kind=due.model._meta.label_lower)
    before.exclude(item__in=[str(pk) for pk in failed]).delete()
    return done


def _attempt(
    sweep: str,
    model: type[Model],
    ids: Sequence[Any],
    do: Callable[[Sequence[Any]], int],
    failed: list[Any],
) -> int:
    try:
        return tried_again(lambda: _carry_out(do, ids))
    except Exception as error:
        if is_out_of_time(error):
            raise
        if len(ids) > 1:
            half = len(ids) // 2
            return sum(_attempt(sweep, model, part, do, failed) for part in (ids[:half], ids[half:]))
        failed.append(ids[0])
        note_failure(sweep, model, ids[0], error)
        return 0


def _carry_out(do: Callable[[Sequence[Any]], int], ids: Sequence[Any]) -> int:
    with transaction.atomic():
        return int(do(ids))


def note_failure(sweep: str, model: type[Model], pk: object, error: Exception) -> None:
    """Log it and show it. Where the database is away this raises, and the rest of the sweep waits."""
    log.error("%s: %s %s failed", sweep, model._meta.label_lower, pk, exc_info=error)
    thing = model._base_manager.filter(pk=pk).first()
    _note(sweep, model._meta.label_lower, str(pk), _organisations_of(thing), error)


def note_broken_sweep(sweep: str, error: Exception) -> None:
    log.error("sweep %s failed", sweep, exc_info=error)
    _note(sweep, "", EVERYTHING, [], error)


def forget_failure(sweep: str, model: type[Model], pk: object) -> None:
    FailedItem.objects.filter(sweep=sweep, kind=model._meta.label_lower, item=str(pk)).delete()


def forget_broken_sweeps(*, but: Collection[str]) -> None:
    FailedItem.objects.filter(kind="", item=EVERYTHING).exclude(sweep__in=but).delete()


def forget_old(now: datetime) -> None:
    FailedItem.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()


def _note(sweep: str, kind: str, item: str, organisations: Sequence[int], error: Exception) -> None:
    now = timezone.now()
    row, _is_new = FailedItem.objects.get_or_create(
        sweep=sweep, kind=kind, item=item, defaults={"since": now, "last_at": now}
    )
    FailedItem.objects.filter(pk=row.pk).update(
        last_at=now,
        times=F("times") + 1,
        why=_why(error),
        error=f"{type(error).__name__}: {error}"[:1000],
        organisation_id=organisations[0] if organisations else None,
        other_organisation_id=organisations[1] if len(organisations) > 1 else None,
    )


def _why(error: Exception) -> str:
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
        ((ValidationError, PermissionDenied), FailedItem.Why.REFUSED),
        (DatabaseError, FailedItem.Why.DATABASE),
        (OSError, FailedItem.Why.FILE),
    )
    return next((why for kind, why in kinds if isinstance(error, kind)), FailedItem.Why.OTHER)


def _organisations_of(thing: Any) -> list[int]:
    """Whose administrators are told: those of the party in whose space it lies, of both parties, of the
    organisation that has it. What belongs to none of these, a person for instance, concerns everybody."""
    about: Any = thing
    for way in ("round", "meeting", "partnership"):
        about = getattr(about, way, about)
    space = getattr(thing, "space", "")
    parties = [side for side in _PARTIES if space in ("", "joint", side)]
    found = [getattr(about, f"{side}_id", None) for side in parties]
    return [pk for pk in (*found, getattr(about, "organisation_id", None)) if pk]


def is_out_of_time(error: Exception) -> bool:
    """Whether a task has used up its time: that is no matter of what it was at."""
    from celery.exceptions import SoftTimeLimitExceeded  # large, and there where a task runs

    return isinstance(error, SoftTimeLimitExceeded)
