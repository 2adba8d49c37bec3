"""One rule for the day: whatever happens by the day in a partnership goes by the day where its customer is.
``Partnership.today`` says which one that is; here is the same for questions to the database about many."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Value
from django.utils import timezone

from common.day_there import DayThere
from common.prepared import Given

ZONE = "partnership__customer__time_zone"
#: Nobody's clock is further ahead of UTC.
FURTHEST_AHEAD = timedelta(hours=14)


def day_of_partnership(on: date | Given | None) -> Any:
    """A day as it is given; a moment as the day where the row's customer is; now, where nothing is given."""
    if isinstance(on, Given):
        return DayThere(on, ZONE) if isinstance(on.output_field, DateTimeField) else on
    if on is None or isinstance(on, datetime):
        return DayThere(Value(on or timezone.now(), DateTimeField()), ZONE)
    return on


def latest_day(now: datetime) -> date:
    """The day that has begun somewhere: a sweep that counts on from the day asks the database up to it, and
    each row's ``partnership.today(now)`` then."""
    return (now + FURTHEST_AHEAD).date()
