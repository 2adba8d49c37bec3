"""Meetings: the list, a page each, and those that are called by hand."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from governance.boards.tests.factories import in_days, new_board, new_meeting
from governance.meetings.models import Meeting
from tests.story import Story

pytestmark = pytest.mark.django_db

LIST = "/p/school/meetings/"
NEW = "/p/school/meetings/new/"


def filled(story: Story, attendees: tuple[str, ...] = ("lead", "srie"), **changes: Any) -> dict[str, Any]:
    return {
        "title": "What the law means for us",
        "level": "strategic",
        "day": in_days(30).date().isoformat(),
        "at": "09:30",
        "minutes_long": 45,
        "time_zone": "Europe/Stockholm",
        "place": "Town hall",
        "attendees": [story.people[name].pk for name in attendees],
        **changes,
    }


def test_leads_and_seniors_of_either_side_call_meetings(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("member", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == status
        assert client.post(NEW, filled(story)).status_code == status
    assert not Meeting.objects.exists()
    for number, name in enumerate(("lead", "supplier_lead", "sro", "srie"), start=1):
        client.force_login(story.people[name])
        assert client.post(NEW, filled(story))["Location"] == f"{LIST}{number}/"
    client.force_login(story.reader)
    page = client.get(f"{LIST}1/").content.decode()
    assert "What the law means for us" in page
    assert "09:30–10:15" in page
    assert "Per Olsen" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"day": "1999-01-01"}, "day"),
        ({"day": "soon"}, "day"),
        ({"attendees": []}, "attendees"),
        ({"minutes_long": "0"}, "minutes_long"),
        ({"board": "7"}, "board"),
    ],
)
def test_what_is_wrong_is_said(client: Client, story: Story, changes: dict[str, Any], field: str) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, {**filled(story), **changes})
    assert field in page.context["form"].errors
    assert 'value="Town hall"' in page.content.decode()
    assert not Meeting.objects.exists()


def test_the_list_by_board_level_and_time(client: Client, story: Story) -> None:
    new_board(story)
    meeting = new_meeting(story, level="operational", title="An extra one")
    client.force_login(story.supplier_reader)
    page = client.get(LIST)
    assert len(page.context["page"].rows) == Meeting.objects.count() > 3
    assert [m.pk for m in client.get(f"{LIST}?level=operational").context["page"].rows] == [meeting.pk]
    assert meeting.pk not in [m.pk for m in client.get(f"{LIST}?board=1").context["page"].rows]
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(days=3), state="held")
    assert [m.pk for m in client.get(f"{LIST}?when=past").context["page"].rows] == [meeting.pk]
    assert client.get(f"{LIST}?when=never&board=x&level=no").status_code == 200


@pytest.mark.parametrize("address", [LIST, f"{LIST}1/", "/p/school/boards/", "/p/school/boards/1/"])
def test_pages_ask_little_however_many_there_are(
    client: Client, story: Story, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new_board(story)
    client.force_login(story.lead)
    with django_assert_max_num_queries(15) as few:
        client.get(address)
    for count in range(8):
        new_board(story, name=f"Board {count}", members=("lead", "supplier_lead", "member", "sro", "srie"))
    for count in range(60):
        new_meeting(story, title=f"Meeting {count}")
    with django_assert_max_num_queries(len(few) + 1):  # a list of more than a page is counted
        client.get(address)
