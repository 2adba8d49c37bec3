"""Where nobody has begun an agenda, what is open goes on it by itself, before people are reminded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.action_items.tests.factories import day, new_action
from governance.agendas.proposing import propose_agendas
from governance.agendas.reminders import remind_meetings
from governance.agendas.selectors import agenda_of
from governance.boards.tests.factories import in_days
from governance.meetings.models import Meeting
from governance.minutes.tests.factories import meeting_of_all, new_item
from outbox.models import Message
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in agenda_of(meeting)]


def test_a_week_before_and_once_only(story: Story) -> None:
    meeting = meeting_of_all(story, starts_at=in_days(14))
    new_action(story, title="Late one", due=day(-3))
    eight_days = meeting.starts_at - timedelta(days=8)
    assert propose_agendas(eight_days) == 0
    six_days = meeting.starts_at - timedelta(days=6)
    assert propose_agendas(six_days) == 1
    assert titles(meeting) == ["Late one"]
    item = agenda_of(meeting)[0]
    assert (item.proposed_by, item.side) == (None, "")
    event = TimelineEvent.objects.get(kind="agenda.proposed")
    assert (event.person, event.change["items"]) == (None, ["Late one"])
    item.delete()  # somebody takes it off; it does not come back
    assert propose_agendas(six_days) == 0
    assert titles(meeting) == []


def test_what_somebody_has_begun_is_left_alone(story: Story) -> None:
    meeting = meeting_of_all(story, starts_at=in_days(5))
    new_action(story, title="Late one", due=day(-3))
    new_item(story, meeting, title="Begun")
    assert propose_agendas(timezone.now()) == 0
    assert titles(meeting) == ["Begun"]


def test_only_as_much_as_there_is_time_for(story: Story) -> None:
    meeting = meeting_of_all(story, starts_at=in_days(5), minutes_long=12)
    for n in range(4):
        new_action(story, title=f"Late {n}", due=day(-9 + n))
    propose_agendas(timezone.now())
    assert titles(meeting) == ["Late 0", "Late 1"]  # five minutes each


def test_past_and_cancelled_meetings_get_none(story: Story) -> None:
    meeting_of_all(story, starts_at=in_days(5))
    new_action(story, title="Late one", due=day(-3))
    Meeting.objects.update(state="cancelled")
    assert propose_agendas(timezone.now()) == 0
    Meeting.objects.update(state="planned", starts_at=timezone.now() - timedelta(hours=1))
    assert propose_agendas(timezone.now()) == 0


def test_the_reminder_brings_the_agenda(story: Story) -> None:
    meeting = meeting_of_all(story, starts_at=in_days(5))
    new_action(story, title="Late one", due=day(-3))
    now = meeting.starts_at - timedelta(days=2)
    propose_agendas(now)
    remind_meetings(now)
    mail = Message.objects.get(key__contains="/reminder/", to=story.supplier_lead.email)
    assert "1. Late one (5 min)" in mail.text
    assert f"/p/school/meetings/{meeting.number}/pre-read/" in mail.text
    assert "Late one" in mail.html


def test_the_number_of_queries_does_not_grow_with_the_meetings(story: Story) -> None:
    new_action(story, title="Late one", due=day(-3))

    def queries(meetings: int) -> int:
        for _n in range(meetings):
            meeting_of_all(story, starts_at=in_days(5))
        with CaptureQueriesContext(connection) as caught:
            assert propose_agendas(timezone.now()) == meetings
        return len(caught)

    assert queries(1) == queries(30)
