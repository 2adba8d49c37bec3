"""One rule for the day: whatever happens by the day in a partnership goes by the day where its customer is.
``Partnership.today`` says which one that is; here is the same for questions to the database about many."""

from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Value
from django.utils import timezone

from common.day_there import DayThere
from common.prepared import Given

ZONE = "partnership__customer__time_zone"


def day_of_partnership(on: date | Given | None) -> Any:
    """A day as it is given; a moment as the day where the row's customer is; now, where nothing is given."""
    if isinstance(on, Given):
        return DayThere(on, ZONE) if isinstance(on.output_field, DateTimeField) else on
    if on is None or isinstance(on, datetime):
        return DayThere(Value(on or timezone.now(), DateTimeField()), ZONE)
    return on
