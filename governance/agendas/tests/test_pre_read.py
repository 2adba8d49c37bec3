"""The pre-read: the agenda with what is known of each item, as one PDF, made by the worker."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from assessments.tests.factories import closed_round
from governance.action_items.tests.factories import day_there, new_action
from governance.agendas.candidates import day_of
from governance.agendas.services import take_suggestions
from governance.meetings.models import Meeting
from governance.minutes.documents import (
    request_pre_read,
    send_pre_read,
)
from governance.minutes.tests.factories import meeting_of_all, new_item
from governance.risks.tests.factories import new_risk
from governance.tests.documents import is_readable, read
from governance.warnings.services import raise_warning
from outbox.models import Message
from partnerships.documents.models import Document
from partnerships.documents.services import make_document, make_due_documents
from tests.papers import bind_papers
from tests.story import Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(story: Story) -> Meeting:
    """With one of everything that may be on an agenda."""
    meeting = meeting_of_all(story, title="Service board")
    closed_round(story.partnership)
    new_action(story, title="Late one", due=day_there(-3), description="About **much**")
    new_risk(story, event="The server is too small", likelihood=5, impact_customer=5)
    raise_warning(actor=story.actor("lead"), text="Two look for other work")
    bind_papers().submit(story)
    take_suggestions(actor=story.actor("lead"), meeting=meeting)
    new_item(story, meeting, by="supplier_lead", title="Who answers at night", note="We have two people.")
    return meeting


def url(meeting: Meeting, more: str = "") -> str:
    return f"/p/school/meetings/{meeting.number}/pre-read/{more}"


def test_it_says_what_is_known_of_each_item_and_everybody_can_read_it(story: Story, meeting: Meeting) -> None:
    document = make_document(request_pre_read(meeting, "en").pk)
    assert document.state == "made", document.last_error
    assert document.sha256 in str(document.file.name)
    reader, text = read(document)
    for said in (
        "Service board", "Late one", "3 days late", "About much", "The server is too small", "very high",
        "likelihood 5, impact on the customer 5", "Two look for other work", "Karin Lind, Customer",
        "Sign: How we work", "has not signed", "Who answers at night", "We have two people.",
        "Jonas Berg, Supplier", "How freely and openly is information shared",
    ):  # fmt: skip
        assert said in text, said
    is_readable(reader, "Service board – School administration")


def test_it_holds_nothing_that_one_side_keeps_to_itself(story: Story) -> None:
    meeting = meeting_of_all(story)
    new_action(story, title="Ours alone", due=day_there(-3), space="customer", owner="lead")
    take_suggestions(actor=story.actor("lead"), meeting=meeting)
    new_item(story, meeting)
    _reader, text = read(make_document(request_pre_read(meeting, "en").pk))
    assert "Ours alone" not in text


def test_the_page_shows_the_same_and_gives_the_file(client: Client, story: Story, meeting: Meeting) -> None:
    client.force_login(story.supplier_reader)
    page = client.get(url(meeting)).content.decode()
    assert "likelihood 5, impact on the customer 5" in page
    assert client.get(url(meeting, "file/")).status_code == 404
    client.post(url(meeting))
    assert "It is being made" in client.get(url(meeting)).content.decode()
    assert client.get(f"{url(meeting)}?state").json() == {"state": "waiting"}
    assert make_due_documents(timezone.now()) == 1
    assert client.get(f"{url(meeting)}?state").json() == {"state": "made"}
    file = client.get(url(meeting, "file/"))
    assert file.content.startswith(b"%PDF-")
    name = f"Pre-read {meeting.number} School administration {day_of(meeting)}.pdf"
    assert file["Content-Disposition"] == f'attachment; filename="{name}"'
    client.force_login(story.stranger)
    for more in ("", "file/"):
        assert client.get(url(meeting, more)).status_code == 404


def test_it_is_made_anew_only_where_something_has_changed(story: Story, meeting: Meeting) -> None:
    first = make_document(request_pre_read(meeting, "en").pk)
    assert request_pre_read(meeting, "en").state == "made"
    new_item(story, meeting, title="One more")
    again = request_pre_read(meeting, "en")
    assert again.state == "waiting"
    assert again.file  # what there was is there until the new one is made
    second = make_document(again.pk)
    assert second.sha256 != first.sha256
    assert "One more" in read(second)[1]


def test_it_goes_to_everybody_who_is_to_come_and_never_twice(
    client: Client, story: Story, meeting: Meeting
) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(url(meeting, "send/")).status_code == status
    client.force_login(story.member)
    client.post(url(meeting, "send/"))
    sent = Message.objects.filter(key__contains="/pre-read/")
    assert sent.count() == 0  # not before it is made
    make_due_documents(timezone.now())
    assert sent.count() == 6
    mail = sent.get(to=story.supplier_lead.email)
    assert "Who answers at night" in mail.text
    attachment = mail.attachments.get()
    assert default_storage.open(attachment.stored_as).read().startswith(b"%PDF-")
    send_pre_read(actor=story.actor("lead"), meeting=meeting)
    assert sent.count() == 6


def test_without_an_agenda_there_is_nothing_to_send(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    client.force_login(story.lead)
    page = client.post(url(meeting, "send/"), follow=True).content.decode()
    assert "There is nothing on the agenda yet" in page
    client.post(url(meeting))
    assert not Document.objects.exists()


def test_a_worker_that_died_is_taken_over(story: Story, meeting: Meeting) -> None:
    document = request_pre_read(meeting, "en")
    now = timezone.now()
    Document.objects.filter(pk=document.pk).update(claimed_until=now + timedelta(minutes=5), attempts=1)
    assert make_due_documents(now) == 0
    assert make_due_documents(now + timedelta(minutes=6)) == 1
