"""One clock for all workers: that of the database."""

import logging
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

log = logging.getLogger(__name__)
#: A worker that is off by more would log and file nonsense, and is told so before it does.
MOST_OFF = timedelta(minutes=1)


def now() -> datetime:
    """Leases and due times go by this moment, so that machines whose clocks differ agree on them. SQLite has
    one machine, and its clock is ours."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def is_right() -> bool:
    """Whether this machine's clock is near enough to the database's; the log says so where it is not."""
    off = timezone.now() - now()
    if abs(off) <= MOST_OFF:
        return True
    log.error("this machine's clock is %+d s off the database's: it sends no mail", off.total_seconds())
    return False
