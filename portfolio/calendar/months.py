"""One month of a person's calendar: the meetings they are to be at and what is due, in all partnerships."""

import calendar
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from governance.action_items.models import ActionItem
from governance.meetings.calendar import actions_of, meetings_of
from governance.meetings.models import Attendee, Meeting
from partnerships.access.scope import AccessScope

AHEAD_DAYS: Final = 28


@dataclass(frozen=True, slots=True)
class Line:
    when: str  # "10:00–11:30", or empty for what has no hour
    what: str
    where: str
    url: str
    icon: str
    chip: str = ""
    is_off: bool = False
    is_late: bool = False


@dataclass(slots=True)
class Day:
    day: date
    is_in_month: bool
    is_today: bool
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    first: date
    weeks: list[list[Day]]
    #: The days that are listed: of the month, or the next four weeks from today.
    listed: list[Day]

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"

    @property
    def busy(self) -> list[Day]:
        return [day for day in self.listed if day.lines]

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        return [(date_format(day.day, "D"), date_format(day.day, "l")) for day in self.weeks[0]]


def month_of(scope: AccessScope, first: date, today: date, *, from_today: bool = False) -> Month:
    """The month that begins with ``first``. ``from_today`` lists what comes, into the next month as well."""
    weeks = [
        [Day(day, day.month == first.month, day == today) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    days = {day.day: day for week in weeks for day in week if day.is_in_month}
    if from_today:
        coming = (today + timedelta(days=ahead) for ahead in range(AHEAD_DAYS))
        days |= {day: Day(day, False, day == today) for day in coming if day not in days}
    last = max(days)
    for own in meetings_of(scope, _midnight(first), _midnight(last + timedelta(days=1))):
        days[own.meeting.day()].lines.append(_meeting(own))
    for action in actions_of(scope, first, last):
        days[action.due].lines.append(_action(action, today))
    listed = [each for day, each in sorted(days.items()) if not from_today or day >= today]
    return Month(first, weeks, listed)


def month_asked(text: str, today: date) -> date:
    """The first day of the month that an address names; of this month where it names none."""
    try:
        found = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        found = today
    if not 1970 < found.year < 2200:
        found = today
    return found.replace(day=1)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _meeting(own: Attendee) -> Line:
    meeting = own.meeting
    start, end = (timezone.localtime(at) for at in (meeting.starts_at, meeting.ends_at))
    is_off = meeting.state == Meeting.State.CANCELLED
    return Line(
        when=f"{time_format(start)}–{time_format(end)}",
        what=meeting.name,
        where=" · ".join(filter(None, (meeting.partnership.title, meeting.place))),
        url=meeting.get_absolute_url(),
        icon="calendar-event",
        chip=_("cancelled") if is_off else str(own.get_answer_display()),
        is_off=is_off,
    )


def _action(action: ActionItem, today: date) -> Line:
    return Line(
        when="",
        what=action.title,
        where=action.partnership.title,
        url=reverse("action", args=[action.partnership.reference, action.number]),
        icon="check2-square",
        chip=_("late") if action.due < today else _("due"),
        is_late=action.due < today,
    )
