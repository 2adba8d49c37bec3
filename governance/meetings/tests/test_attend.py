"""Whether one comes: on the page, or by the link in the mail, which opens nothing else."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.boards.tests.factories import new_meeting
from governance.meetings.links import answer_link
from governance.meetings.models import Attendee, Meeting
from governance.meetings.services import cancel_meeting
from tests.story import Story, today

pytestmark = pytest.mark.django_db

ONE = "/p/school/meetings/1/"


@pytest.fixture
def meeting(story: Story) -> Meeting:
    return new_meeting(story, attendees=("lead", "supplier_member"))


@pytest.fixture
def link(story: Story, meeting: Meeting) -> str:
    return urlsplit(answer_link(meeting.attendees.get(person=story.supplier_member))).path


def tells_nothing(text: str, story: Story) -> bool:
    names = (story.partnership.title, story.customer.name, "Maja", "What the law means", "Room 3")
    return not any(name in text for name in names)


def test_on_the_page_by_those_who_are_to_come(client: Client, story: Story, meeting: Meeting) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{ONE}answer/", {"answer": "yes"}).status_code == status
    client.force_login(story.member)
    page = client.post(f"{ONE}answer/", {"answer": "yes"}, follow=True)
    assert "not among those who are to come" in page.content.decode()
    assert not Attendee.objects.exclude(answer="").exists()
    client.force_login(story.supplier_member)
    assert "Will you come?" in client.get(ONE).content.decode()
    for answer, said in (("yes", "comes"), ("maybe", "perhaps"), ("no", "does not come")):
        client.post(f"{ONE}answer/", {"answer": answer})
        assert meeting.attendees.get(person=story.supplier_member).answer == answer
        client.force_login(story.supplier_reader)
        assert said in client.get(ONE).content.decode(), "both sides see it at once"
        client.force_login(story.supplier_member)
    for nonsense in ("", "often"):
        client.post(f"{ONE}answer/", {"answer": nonsense})
        assert meeting.attendees.get(person=story.supplier_member).answer == "no"


def test_by_link_without_signing_in(story: Story, link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(link)
    assert "Will you come?" in page.content.decode()
    assert "My work" not in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert not Attendee.objects.exclude(answer="").exists(), "a mail scanner's visit answers nothing"
    assert client.head(link).status_code == 200
    assert client.post(link, {"answer": "yes"}, headers={"Origin": "null"})["Location"] == link
    assert "You have said that you come" in client.get(link).content.decode()
    answered = Attendee.objects.exclude(answer="").get()
    assert (answered.person, answered.answer) == (story.supplier_member, "yes")
    assert "Choose one of the answers" in client.post(link, {"answer": "?"}).content.decode()
    client.post(link, {"answer": "no"})
    answered.refresh_from_db()
    assert answered.answer == "no"
    for address in ("/", "/p/school/", ONE):
        assert client.get(address).status_code == 302, "the link opens nothing else"


@pytest.mark.parametrize("how", ["altered", "cancelled", "begun", "taken off", "role ended", "left"])
def test_a_link_that_does_not_serve_tells_nothing(
    client: Client, story: Story, meeting: Meeting, link: str, how: str
) -> None:
    assert client.get(link).status_code == 200
    expected = 410
    if how == "altered":
        link, expected = f"{link[:-6]}abcde/", 404
    elif how == "cancelled":
        cancel_meeting(actor=story.actor("lead"), meeting=meeting, reason="Secret reason")
    elif how == "begun":
        Meeting.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    elif how == "taken off":
        meeting.attendees.filter(person=story.supplier_member).delete()
    elif how == "role ended":
        story.supplier_member.roles.update(until=today() - timedelta(days=1))
    else:
        Membership.objects.filter(person=story.supplier_member).update(ended_at=timezone.now())
    for response in (client.get(link), client.post(link, {"answer": "yes"})):
        assert response.status_code == expected
        assert tells_nothing(response.content.decode(), story)
        assert "Secret reason" not in response.content.decode()
    assert not Attendee.objects.exclude(answer="").exists()


def test_the_link_is_in_no_log(client: Client, link: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="partnering.access")
    client.get(link)
    assert "/attend/" in caplog.text
    assert link.split("/")[2] not in caplog.text
