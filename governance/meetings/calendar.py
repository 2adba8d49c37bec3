"""What stands in a person's calendar: the meetings they are to be at, and the days their actions are due.
Only of partnerships that they see at this moment, and nothing besides."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from common import calendar_files
from governance.action_items.models import ActionItem
from governance.meetings.models import Attendee, Meeting
from partnerships.access.scope import AccessScope
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Space

#: How far back and ahead a calendar program is told of.
BACK, AHEAD = timedelta(days=92), timedelta(days=400)
#: More than this in one calendar is nobody's.
MOST: Final = 2000


def meetings_of(scope: AccessScope, first: datetime, last: datetime) -> list[Attendee]:
    """The person's places at meetings that begin between the two moments, in order, with the meetings and
    their partnerships."""
    own = Attendee.objects.filter(
        scope.sees("meeting__partnership__"),
        person=scope.person,
        meeting__space=Space.JOINT,
        meeting__starts_at__gte=first,
        meeting__starts_at__lt=last,
        meeting__partnership__state=Partnership.State.BINDING,
    )
    own = own.select_related("meeting__partnership").order_by("meeting__starts_at", "pk")
    return list(own[:MOST])


def actions_of(scope: AccessScope, first: date | None, last: date) -> list[ActionItem]:
    """The person's open actions that are due from the one day to the other, or before it."""
    own = ActionItem.objects.visible_to(scope).filter(
        owner=scope.person, state=ActionItem.State.OPEN, due__lte=last
    )
    if first:
        own = own.filter(due__gte=first)
    return list(own.select_related("partnership").order_by("due", "pk")[:MOST])


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
