"""One's own calendar address: secret, renewed, ended, and never showing more than its owner sees."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.action_items.tests.factories import day, new_action
from governance.boards.tests.factories import new_meeting
from governance.meetings.answering import answer_meeting
from governance.meetings.calendar_address import make_calendar_address
from governance.meetings.models import CalendarAddress
from governance.meetings.services import cancel_meeting
from governance.meetings.tests.calendars import read
from partnerships.people.models import Role
from tests.story import Story, today

pytestmark = pytest.mark.django_db

PAGE = "/calendar/address/"


def entries(client: Client, address: str) -> dict[str, str]:
    """What stands in the calendar, and how sure it is."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    calendar = read(response.content.decode())
    assert str(calendar["METHOD"]) == "PUBLISH"
    return {str(event["SUMMARY"]): str(event["STATUS"]) for event in calendar.walk("VEVENT")}


@pytest.fixture
def address(story: Story) -> str:
    return urlsplit(make_calendar_address(person=story.lead)).path


def test_made_shown_once_renewed_and_ended(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert "Not yet." in client.get(PAGE).content.decode()
    page = client.post(PAGE, {"do": "make"})
    first = urlsplit(page.context["address"]).path
    assert first in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert first not in client.get(PAGE).content.decode()
    secret = first.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in str(CalendarAddress.objects.values().get()), "only a digest is kept"
    anybody = Client()
    assert anybody.get(first).status_code == 200
    second = urlsplit(client.post(PAGE, {"do": "make"}).context["address"]).path
    assert anybody.get(first).status_code == 404, "the old one ends"
    assert anybody.get(second).status_code == 200
    client.force_login(story.stranger)
    client.post(PAGE, {"do": "end"})
    assert anybody.get(second).status_code == 200, "somebody else's stays"
    client.force_login(story.lead)
    client.post(PAGE, {"do": "end"})
    assert anybody.get(second).status_code == 404


def test_all_ones_meetings_and_due_dates_and_no_more(client: Client, story: Story, address: str) -> None:
    meeting = new_meeting(story, title="With us")
    off = new_meeting(story, title="Called off")
    new_meeting(story, title="Of others", attendees=("sro", "srie"))
    cancel_meeting(actor=story.actor("srie"), meeting=off, reason="Our secret reason")
    new_action(story, title="Mine to do", owner="lead", due=day(10))
    new_action(story, title="Theirs to do", owner="supplier_lead")
    school = story.partnership.title
    assert entries(client, address) == {
        f"With us – {school}": "TENTATIVE",
        f"Cancelled: Called off – {school}": "CANCELLED",
        f"Due: Mine to do – {school}": "CONFIRMED",
    }
    text = client.get(address).content.decode()
    for hidden in ("ATTENDEE", "Our secret reason", story.supplier_lead.email):
        assert hidden not in text
    assert "DTSTART;VALUE=DATE:" + day(10).strftime("%Y%m%d") in text
    answer_meeting(actor=story.actor("lead"), meeting=meeting, answer="yes")
    assert entries(client, address)[f"With us – {school}"] == "CONFIRMED"


@pytest.mark.parametrize("how", ["role ended", "left the organisation", "partnership undone"])
def test_who_sees_a_partnership_no_more_reads_nothing_of_it(
    client: Client, story: Story, address: str, how: str
) -> None:
    new_meeting(story)
    new_action(story, title="Mine to do", owner="lead")
    assert len(entries(client, address)) == 2
    if how == "role ended":
        Role.objects.filter(person=story.lead).update(until=today() - timedelta(days=1))
    elif how == "left the organisation":
        Membership.objects.filter(person=story.lead).update(ended_at=timezone.now())
    else:
        type(story.partnership).objects.update(state="withdrawn")
    assert not {name for name in entries(client, address) if "law" in name}
    if how != "partnership undone":
        assert not entries(client, address)
    story.lead.is_active = False
    story.lead.save()
    assert client.get(address).status_code == 404


def test_what_lies_in_a_sides_own_space_ends_with_that_side(
    client: Client, story: Story, address: str
) -> None:
    new_action(story, title="Our own", owner="lead", space="customer")
    assert any("Our own" in name for name in entries(client, address))
    Membership.objects.filter(person=story.lead).update(organisation=story.supplier)
    Role.objects.filter(person=story.lead).update(side="supplier")
    assert not entries(client, address)


def test_programs_are_told_when_nothing_is_new(client: Client, story: Story, address: str) -> None:
    meeting = new_meeting(story)
    first = client.get(address)
    etag, since = first["ETag"], first["Last-Modified"]
    for condition in ({"If-None-Match": etag}, {"If-Modified-Since": since}):
        again = client.get(address, headers=condition)
        assert again.status_code == 304
        assert not again.content
    assert client.head(address)["ETag"] == etag
    answer_meeting(actor=story.actor("lead"), meeting=meeting, answer="no")
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag
    assert "TRANSPARENT" in changed.content.decode(), "others may plan something then"


def test_read_too_often_or_guessed_at(client: Client, story: Story, address: str) -> None:
    statuses = [client.get(address).status_code for _ in range(125)]
    assert statuses == [200] * 120 + [429] * 5
    other = urlsplit(make_calendar_address(person=story.srie)).path
    assert client.get(other).status_code == 200, "another one is not held up by it"
    guesses = [client.get(f"/calendar/guess-{n}.ics").status_code for n in range(32)]
    assert guesses == [404] * 30 + [429] * 2


def test_the_secret_is_in_no_log(client: Client, address: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="partnering.access")
    client.get(address)
    assert "/calendar/…" in caplog.text
    assert address.removeprefix("/calendar/").removesuffix(".ics") not in caplog.text


def test_few_queries_however_much_there_is(client: Client, story: Story, address: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    new_meeting(story)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(20):
        new_meeting(story, title=f"Meeting {number}")
        new_action(story, title=f"Action {number}", owner="lead")
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 1
