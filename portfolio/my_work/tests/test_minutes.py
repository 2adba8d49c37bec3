"""Where people look first: minutes that wait to be written, what was decided lately, and decisions found."""

import pytest
from django.test import Client

from governance.boards.tests.factories import new_meeting
from governance.decisions.services import add_decision
from governance.meetings.models import Meeting
from governance.minutes.tests.factories import begun, meeting_of_all, over, signed, written
from tests.story import Story

pytestmark = pytest.mark.django_db


def my_work(client: Client, story: Story, name: str) -> str:
    client.force_login(story.people[name])
    return client.get("/").content.decode()


def test_minutes_wait_for_those_who_led_the_meeting_until_they_are_put_up(
    client: Client, story: Story
) -> None:
    meeting = meeting_of_all(story, title="Service board")
    assert "Write the minutes" not in my_work(client, story, "lead")  # it is still to come
    over(meeting)
    for name, waits in (("lead", True), ("supplier_lead", True), ("member", False), ("reader", False)):
        assert ("Write the minutes" in my_work(client, story, name)) == waits, name
    minutes = written(story, meeting, by="member")
    assert "Finish the minutes" in my_work(client, story, "member")  # who began them
    minutes.writer = None
    minutes.save()
    signed(story, minutes, by=())
    for name in ("lead", "member"):
        page = my_work(client, story, name)
        assert "Write the minutes" not in page, name
        assert "Finish the minutes" not in page, name


def test_nobody_is_asked_for_a_meeting_that_was_cancelled_or_is_long_past(
    client: Client, story: Story
) -> None:
    over(meeting_of_all(story), days=31)
    cancelled = over(new_meeting(story, attendees=("lead", "supplier_lead")))
    Meeting.objects.filter(pk=cancelled.pk).update(state="cancelled")
    assert "Write the minutes" not in my_work(client, story, "lead")


def test_the_overview_shows_what_was_decided_lately(client: Client, story: Story) -> None:
    client.force_login(story.supplier_reader)
    assert "What have we decided lately?" not in client.get("/p/school/").content.decode()
    meeting = meeting_of_all(story)
    minutes = begun(story, meeting)
    for n in range(5):
        add_decision(actor=story.actor("lead"), minutes=minutes, title=f"Decided {n}")
    page = client.get("/p/school/").content.decode()
    assert [n for n in range(5) if f"Decided {n}</a>" in page] == [2, 3, 4]
    assert "5 decisions" in page
    assert "not signed yet" in page


def test_search_finds_decisions_and_strangers_find_none(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    add_decision(actor=story.actor("lead"), minutes=begun(story, meeting), title="A second server from May")
    for name, finds in (("supplier_reader", True), ("officer", True), ("stranger", False)):
        client.force_login(story.people[name])
        page = client.get("/search/?q=second+server").content.decode()
        assert ("/p/school/decisions/1/" in page) == finds, name
