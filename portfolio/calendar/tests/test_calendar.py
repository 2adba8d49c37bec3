"""One's calendar: a month a page, across partnerships, in one's own time zone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.boards.tests.factories import new_meeting
from governance.meetings.models import Meeting
from governance.meetings.services import cancel_meeting
from portfolio.calendar.months import month_asked
from portfolio.overview.tests.telling import action, days
from tests.story import Story, today

pytestmark = pytest.mark.django_db


def seen(client: Client, story: Story, name: str, month: str = "") -> str:
    client.force_login(story.people[name])
    return client.get(f"/calendar/?month={month}").content.decode()


def test_a_month_of_meetings_and_due_dates(story: Story, client: Client) -> None:
    starts = datetime(2031, 5, 31, 22, 30, tzinfo=UTC)  # the first of June in Stockholm
    new_meeting(story, title="At the turn of the month", starts_at=starts)
    off = new_meeting(story, title="Called off", starts_at=datetime(2031, 6, 11, 8, tzinfo=UTC))
    cancel_meeting(actor=story.actor("srie"), meeting=off, reason="Nobody can")
    new_meeting(story, title="Of others", starts_at=starts, attendees=("sro", "srie"))
    page = seen(client, story, "lead", "2031-06")
    assert "At the turn of the month" in page
    assert "00:30–01:30" in page
    assert "<s>" in page
    assert "Of others" not in page
    assert "?month=2031-05" in page
    assert "?month=2031-07" in page
    assert "At the turn of the month" not in seen(client, story, "lead", "2031-05")
    story.supplier_lead.time_zone = "UTC"
    story.supplier_lead.save()
    assert "At the turn of the month" in seen(client, story, "supplier_lead", "2031-05")
    for stranger in ("stranger", "reader", "supplier_officer"):
        assert "At the turn of the month" not in seen(client, story, stranger, "2031-06")


def test_what_is_due_stands_on_its_day(story: Story, client: Client) -> None:
    action(story, "Open the ledger", "lead", days(0))
    page = seen(client, story, "lead")
    assert "Open the ledger" in page
    assert f'id="d-{days(0).isoformat()}"' in page
    assert "Open the ledger" not in seen(client, story, "supplier_lead")


def test_it_opens_on_today_and_goes_on_into_the_next_month(story: Story, client: Client) -> None:
    for ahead in (-1, 0, 27, 28):
        action(story, f"Due in {ahead}", "lead", days(ahead))
    client.force_login(story.lead)
    page = client.get("/calendar/").content.decode()
    listed = [ahead for ahead in (-1, 0, 27, 28) if f"Due in {ahead}<" in page]
    assert listed == [0, 27]
    assert f'id="d-{days(27).isoformat()}"' in page


def test_who_has_left_sees_nothing_of_it(story: Story, client: Client) -> None:
    meeting = new_meeting(story)
    month = f"{meeting.starts_at:%Y-%m}"
    assert meeting.title in seen(client, story, "lead", month)
    story.lead.memberships.update(ended_at=timezone.now() - timedelta(minutes=1))
    assert meeting.title not in seen(client, story, "lead", month)
    assert Meeting.objects.exists()


@pytest.mark.parametrize("text", ["", "2031", "0001-01", "9999-12", "2031-13", "'; --", "²⁰³¹-01"])
def test_a_month_that_makes_no_sense_is_this_one(text: str) -> None:
    day = today()
    assert month_asked(text, day) == day.replace(day=1)
