"""So many times within so long, counted in the database: every process counts in the same place, and no count
goes before its time. Call it from a view, outside a transaction: what is rolled back was not counted."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from common.locks import locked
from common.models import Counter

log = logging.getLogger(__name__)


def limit(key: str, at_most: int, per: timedelta, *, otherwise: bool = True) -> bool:
    """Count this time, and say whether it is one of the first ``at_most``. The first one begins the window.
    ``otherwise`` is the answer where nothing can be counted, on a full disk for instance: who only reads may
    go on; who might be guessing a password may not."""
    try:
        # without a write, so that who goes on and on keeps nobody else waiting
        if is_spent(key, at_most):
            return False
        with transaction.atomic():
            return _count(_digest(key), per) <= at_most
    except DatabaseError as error:
        log.warning("cannot count: %s", error)
        return otherwise


def is_spent(key: str, at_most: int) -> bool:
    """Whether all of them are used up, without counting."""
    return Counter.objects.filter(key=_digest(key), ends_at__gt=timezone.now(), count__gte=at_most).exists()


def give_back(key: str) -> None:
    """This time does not count after all."""
    Counter.objects.filter(key=_digest(key), count__gt=0).update(count=F("count") - 1)


def remove_old_counters(now: datetime) -> int:
    return Counter.objects.filter(ends_at__lt=now).delete()[0]


def _count(digest: str, per: timedelta) -> int:
    now = timezone.now()
    counter, _ = locked(Counter.objects.all()).get_or_create(
        key=digest, defaults={"ends_at": now + per, "count": 0}
    )
    if counter.ends_at <= now:
        counter.ends_at, counter.count = now + per, 0
    counter.count += 1
    counter.save(update_fields=["ends_at", "count"])
    return counter.count


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
