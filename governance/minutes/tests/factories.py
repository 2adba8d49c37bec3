from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from governance.agendas.models import AgendaItem
from governance.agendas.services import add_item
from governance.boards.tests.factories import new_meeting
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from governance.minutes.sealing import submit_minutes
from governance.minutes.services import begin_minutes, save_minutes
from partnerships.signing.models import SignOff
from partnerships.signing.services import sign
from tests.story import Story

EVERYBODY = ("sro", "srie", "lead", "supplier_lead", "member", "supplier_member")


def meeting_of_all(story: Story, **given: Any) -> Meeting:
    return new_meeting(story, attendees=given.pop("attendees", EVERYBODY), **given)


def over(meeting: Meeting, days: int = 1) -> Meeting:
    """As if it had been some days ago."""
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=days))
    meeting.refresh_from_db()
    return meeting


def new_item(story: Story, meeting: Meeting, by: str = "lead", **given: Any) -> AgendaItem:
    wanted = {"title": "The timetable", "minutes": 20, **given}
    return add_item(actor=story.actor(by), meeting=meeting, **wanted)


def begun(story: Story, meeting: Meeting, by: str = "lead") -> Minutes:
    return begin_minutes(actor=story.actor(by), meeting=meeting)


def written(story: Story, meeting: Meeting, by: str = "lead", **given: Any) -> Minutes:
    """Minutes in which somebody came and something was said."""
    minutes = begun(story, meeting, by)
    wanted = {"text": "We met.", "came": {story.people[by].pk: "present"}, **given}
    return save_minutes(actor=story.actor(by), minutes=minutes, version=minutes.version, **wanted)


def signed(
    story: Story, minutes: Minutes, by: Sequence[str] = ("sro", "srie"), reservation: str = ""
) -> SignOff:
    """The meeting is over; put up by the lead, and signed by both sides."""
    over(minutes.meeting)
    sign_off = submit_minutes(actor=story.actor("lead"), minutes=minutes)
    for name in by:
        sign(
            actor=story.actor(name),
            sign_off=sign_off,
            sha256=sign_off.sha256,
            reservation=reservation if name == by[-1] else "",
            method="password",
        )
    sign_off.refresh_from_db()
    return sign_off
