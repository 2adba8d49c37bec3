"""What stands in a person's calendar: the meetings they are to be at, and the days their actions are due.
Only of partnerships that they see at this moment, and nothing besides."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import DateField, DateTimeField
from django.utils.translation import gettext as _

from common import calendar_files
from common.prepared import Given
from governance.action_items.models import ActionItem
from governance.meetings.models import Attendee, Meeting
from partnerships.access.scope import AccessScope, PreparedForScope
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space

#: How far back and ahead a calendar program is told of.
BACK, AHEAD = timedelta(days=92), timedelta(days=400)
#: More than this in one calendar is nobody's.
MOST: Final = 2000


def _columns(way: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{way}{name}" for name in names)


MEETINGS = PreparedForScope(
    lambda anybody: (
        Attendee.objects.filter(
            anybody.sees("meeting__partnership__"),
            person=Given("person"),
            meeting__space=Space.JOINT,
            meeting__starts_at__gte=Given("first", DateTimeField()),
            meeting__starts_at__lt=Given("last", DateTimeField()),
            meeting__partnership__state=Partnership.State.BINDING,
        )
        .select_related("meeting__partnership")
        .only(
            "answer",
            *_columns("meeting__", "number", "title", "is_annual", "starts_at", "minutes_long", "place"),
            *_columns("meeting__", "link", "state", "uid", "changed_at", "sequence"),
            *_columns("meeting__partnership__", "reference", "title"),
        )
        .order_by("meeting__starts_at", "pk")[:MOST]
    )
)
ACTIONS = PreparedForScope(
    lambda anybody: (
        ActionItem.objects.visible_to(anybody)
        .filter(
            owner=Given("person"),
            state=ActionItem.State.OPEN,
            due__gte=Given("first", DateField()),
            due__lte=Given("last", DateField()),
        )
        .select_related("partnership")
        .only(
            "number",
            "title",
            "due",
            "created_at",
            "version",
            *_columns("partnership__", "reference", "title"),
        )
        .order_by("due", "pk")[:MOST]
    )
)


def meetings_of(scope: AccessScope, first: datetime, last: datetime) -> list[Attendee]:
    """The person's places at meetings that begin between the two moments, in order, with the meetings and
    their partnerships."""
    return MEETINGS.by(scope, first=first, last=last)


def actions_of(scope: AccessScope, first: date | None, last: date) -> list[ActionItem]:
    """The person's open actions that are due from the one day to the other, or before it."""
    return ACTIONS.by(scope, first=first or date.min, last=last)


def entries_of(scope: AccessScope, now: datetime) -> list[calendar_files.Entry]:
    """Everything for a calendar program; worded in the language that is active."""
    meetings = meetings_of(scope, now - BACK, now + AHEAD)
    actions = actions_of(scope, None, (now + AHEAD).date())
    return [*map(_meeting, meetings), *_actions(actions)]


def _meeting(own: Attendee) -> calendar_files.Entry:
    meeting = own.meeting
    name = f"{meeting.name} – {meeting.partnership.title}"
    is_off = meeting.state == Meeting.State.CANCELLED
    return calendar_files.Entry(
        uid=meeting.uid,
        title=_("Cancelled: %(meeting)s") % {"meeting": name} if is_off else name,
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        stamp=meeting.changed_at,
        sequence=meeting.sequence,
        place=" · ".join(filter(None, (meeting.place, meeting.link))),
        url=settings.SITE_URL + meeting.get_absolute_url(),
        is_cancelled=is_off,
        is_certain=own.answer == Attendee.Answer.YES or meeting.state == Meeting.State.HELD,
        is_free=own.answer == Attendee.Answer.NO,
    )


def _actions(actions: Sequence[ActionItem]) -> list[calendar_files.Entry]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return [
        calendar_files.Entry(
            uid=f"action-{action.pk}@{host}",
            title=_("Due: %(action)s – %(partnership)s")
            % {"action": action.title, "partnership": action.partnership.title},
            starts=action.due,
            ends=None,
            stamp=action.created_at,
            sequence=action.version,
            url=settings.SITE_URL + action.get_absolute_url(),
        )
        for action in actions
    ]
