"""Who is to come gets a mail that calendars take: invited, moved, no longer asked, cancelled."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.organisations.models import Membership
from governance.agendas.models import AgendaItem
from governance.agendas.reminders import remind_meetings
from governance.boards.forms import FIELDS
from governance.boards.services import edit_board
from governance.boards.tests.factories import in_days, new_board, new_meeting
from governance.meetings.inviting import invite_due
from governance.meetings.models import Attendee, Meeting
from governance.meetings.services import cancel_meeting, edit_meeting
from governance.meetings.tests.calendars import as_received, event_of, people, read
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

ONE = "/p/school/meetings/1/"


def said(meeting: Meeting, story: Story, *names: str, **changes: Any) -> dict[str, Any]:
    """What one sends to change a meeting, and leave the rest as it is."""
    meeting.refresh_from_db()
    own = ("title", "starts_at", "minutes_long", "time_zone", "place", "link", "version")
    people = [story.people[name] for name in names] or [a.person for a in meeting.attendees.all()]
    return {**{name: getattr(meeting, name) for name in own}, "attendees": people, **changes}


def mails_to(story: Story, name: str) -> list[Message]:
    return list(Message.objects.filter(to=story.people[name].email).order_by("pk"))


def test_an_invitation_is_what_outlook_and_google_take(story: Story) -> None:
    story.partnership.title = "Skola; förvaltning, drift\nBEGIN:VEVENT " + "å" * 90
    story.partnership.save()
    meeting = new_meeting(
        story, title="Vad lagen betyder för oss, å ä ö – " + "längre " * 12, starts_at=in_days(20)
    )
    mails = Message.objects.order_by("pk")
    assert {mail.to for mail in mails} == {story.lead.email, story.supplier_lead.email}
    mail = as_received(mails[0])
    parts = {part.get_content_type(): part for part in mail.walk()}
    calendar_part = parts["text/calendar"]
    assert calendar_part.get_param("method") == "REQUEST"
    assert calendar_part.get_content_charset() == "utf-8"
    alternatives = next(part for part in mail.walk() if part.get_content_type() == "multipart/alternative")
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    attached = parts["application/ics"]
    name = attached.get_filename() or ""
    assert name.startswith("Vad lagen betyder för oss, å ä ö – längre")
    assert " Skola; förvaltning, drif" in name
    assert name.endswith(f"{today() + timedelta(days=20)}.ics")
    text = mails[0].calendar
    assert attached.get_content() == text.encode()
    assert calendar_part.get_content().splitlines() == text.splitlines()
    event = event_of(read(text))
    assert str(event["UID"]) == meeting.uid
    assert event.decoded("DTSTART") == meeting.starts_at
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=60)
    assert str(event["SUMMARY"]).startswith("Vad lagen betyder för oss, å ä ö")
    assert event["SEQUENCE"] == 0
    assert {str(one) for one in people(event)} == {
        f"mailto:{story.lead.email}", f"mailto:{story.supplier_lead.email}",
    }  # fmt: skip
    assert all(one.params["RSVP"] == "TRUE" for one in people(event))
    assert all(one.params["PARTSTAT"] == "NEEDS-ACTION" for one in people(event))
    assert str(event["ORGANIZER"]) == "mailto:partnering@localhost"


def test_a_move_is_an_update_with_a_higher_sequence(client: Client, story: Story) -> None:
    meeting = new_meeting(story)
    client.force_login(story.supplier_lead)
    client.post(f"{ONE}answer/", {"answer": "yes"})
    client.force_login(story.lead)
    when = in_days(21, 7)
    form = {
        "title": meeting.title, "day": when.date().isoformat(), "at": "09:15", "minutes_long": 60,
        "time_zone": "Europe/Stockholm", "place": "Room 3", "version": 1,
        "attendees": [story.lead.pk, story.supplier_lead.pk],
    }  # fmt: skip
    page = client.post(f"{ONE}edit/", form)
    assert "Say in a few words why it is moved." in page.content.decode()
    assert client.post(f"{ONE}edit/", {**form, "reason": "The hall is taken"}).status_code == 302
    first, second = mails_to(story, "supplier_lead")
    before, after = event_of(read(first.calendar)), event_of(read(second.calendar))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTART") != before.decoded("DTSTART")
    assert second.subject.startswith("Changed: ")
    assert "The hall is taken" in second.text
    assert first.state == "overtaken", "what has not left yet stays here"
    assert not Attendee.objects.exclude(answer="").exists(), "who could come then may not come now"
    change = TimelineEvent.objects.get(kind="meeting.moved").change
    assert change["reason"] == "The hall is taken"
    assert change["starts"][0] != change["starts"][1]
    page = client.post(f"{ONE}edit/", {**form, "reason": "x", "title": "Mine"})
    assert "Karin Lind changed this while you had it open" in page.content.decode()


def test_moved_many_times_the_last_state_wins(story: Story) -> None:
    meeting = new_meeting(story)
    Message.objects.filter(to=story.lead.email).update(state="sending", claimed_until=timezone.now())
    for days in (15, 16, 17):
        edit_meeting(
            actor=story.actor("srie"),
            meeting=meeting,
            **said(meeting, story, starts_at=in_days(days), reason="Again"),
        )
    meeting.refresh_from_db()
    waiting = Message.objects.filter(state="waiting")
    assert waiting.count() == 2, "one for each of the two"
    for mail in waiting:
        event = event_of(read(mail.calendar))
        assert (event["SEQUENCE"], event.decoded("DTSTART")) == (meeting.sequence, in_days(17))
    numbers = [event_of(read(mail.calendar))["SEQUENCE"] for mail in mails_to(story, "lead")]
    assert numbers == sorted(set(numbers))
    held_by_a_worker = Message.objects.get(state="sending")
    assert held_by_a_worker.overtaken_at is not None
    assert held_by_a_worker not in Message.objects.due(timezone.now() + timedelta(days=1))


def test_cancelled_for_all_who_were_asked(client: Client, story: Story) -> None:
    new_meeting(story)
    for name, status in (("reader", 403), ("member", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        for page in ("cancel/", "edit/"):
            assert client.get(f"{ONE}{page}").status_code == status
            assert client.post(f"{ONE}{page}", {"reason": "No"}).status_code == status
    client.force_login(story.srie)
    refused = client.post(f"{ONE}cancel/", {"reason": " "})
    assert "reason" in refused.context["form"].errors
    for _twice in range(2):
        client.post(f"{ONE}cancel/", {"reason": "Nothing to decide"})
    assert Meeting.objects.get().state == "cancelled"
    for name in ("lead", "supplier_lead"):
        _asked, off = mails_to(story, name)
        assert off.calendar_method == "CANCEL"
        event = event_of(read(off.calendar))
        assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
        assert [str(one) for one in people(event)] == [f"mailto:{story.people[name].email}"]
        assert as_received(off).get_body(("plain",)) is not None
        assert "Nothing to decide" in off.text
    assert "Nothing to decide" in client.get(ONE).content.decode()
    assert client.post(f"{ONE}edit/", {}).status_code == 200


def test_who_is_added_or_taken_off_is_told_and_nobody_else(story: Story) -> None:
    meeting = new_meeting(story)
    Message.objects.all().delete()
    edit_meeting(actor=story.actor("lead"), meeting=meeting, **said(meeting, story, "lead", "srie"))
    new, gone = Message.objects.get(to=story.srie.email), Message.objects.get(to=story.supplier_lead.email)
    assert (new.calendar_method, gone.calendar_method) == ("REQUEST", "CANCEL")
    assert "You need not come" in gone.subject
    assert not mails_to(story, "lead")
    edit_meeting(
        actor=story.actor("lead"), meeting=meeting, **said(meeting, story, "lead", "srie", "supplier_lead")
    )
    _off, again = mails_to(story, "supplier_lead")
    assert again.calendar_method == "REQUEST"
    first, second = event_of(read(gone.calendar)), event_of(read(again.calendar))
    assert (second["SEQUENCE"], second.decoded("DTSTAMP")) >= (first["SEQUENCE"], first.decoded("DTSTAMP"))
    assert Message.objects.get(pk=gone.pk).state == "overtaken"


def test_planned_meetings_are_announced_eight_weeks_ahead(story: Story) -> None:
    new_board(story, interval="m1")
    meetings = list(Meeting.objects.order_by("starts_at"))
    assert not Message.objects.exists(), "a year of mails at once helps nobody"
    soon = timezone.now() + timedelta(minutes=1)
    near = [m for m in meetings if m.starts_at <= soon + timedelta(weeks=8)]
    assert invite_due(soon) == 2 * len(near)
    assert invite_due(soon) == 0
    later = soon + timedelta(days=200)
    new = [m for m in meetings if m not in near and later < m.starts_at <= later + timedelta(weeks=8)]
    assert invite_due(later) == 2 * len(new) > 0


def test_who_has_left_is_asked_nothing(story: Story) -> None:
    new_board(story, interval="w1", members=("lead", "supplier_lead", "supplier_member"))
    Role.objects.filter(person=story.supplier_member).update(until=today() - timedelta(days=1))
    Membership.objects.filter(person=story.supplier_lead).update(ended_at=timezone.now())
    invite_due(timezone.now())
    assert set(Message.objects.values_list("to", flat=True)) == {story.lead.email}
    meeting = Meeting.objects.order_by("starts_at")[1]
    cancel_meeting(actor=story.actor("lead"), meeting=meeting, reason="Nobody is left")
    assert set(Message.objects.values_list("to", flat=True)) == {story.lead.email}


def test_a_new_member_is_asked_to_what_comes_and_a_former_one_is_not(story: Story) -> None:
    board = new_board(story, interval="m1", members=("lead", "supplier_lead"))
    invite_due(timezone.now())
    invited = Meeting.objects.filter(invite_at=None).count()
    guest = Meeting.objects.order_by("starts_at")[1]
    edit_meeting(
        actor=story.actor("lead"), meeting=guest, **said(guest, story, "lead", "supplier_lead", "sro")
    )
    Message.objects.all().delete()
    edit_board(
        actor=story.actor("lead"),
        board=board,
        members=[story.lead, story.supplier_member],
        chair=story.lead,
        **{name: getattr(board, name) for name in FIELDS},
    )
    assert len(mails_to(story, "supplier_member")) == invited > 0
    assert {m.calendar_method for m in mails_to(story, "supplier_lead")} == {"CANCEL"}
    assert len(mails_to(story, "supplier_lead")) == invited
    assert not mails_to(story, "lead")
    assert Attendee.objects.filter(person=story.supplier_member).count() == Meeting.objects.count()
    assert not Attendee.objects.filter(person=story.supplier_lead).exists()
    assert Attendee.objects.filter(person=story.sro).count() == 1, "a guest of one meeting stays"


def test_reminded_once_with_the_agenda_as_it_stands(story: Story) -> None:
    meeting = new_meeting(story, starts_at=in_days(30))
    AgendaItem.objects.create(
        partnership=story.partnership, meeting=meeting, position=1, title="The timetable service", minutes=15
    )
    Message.objects.all().delete()
    Attendee.objects.filter(person=story.supplier_lead).update(answer="no")
    assert remind_meetings(in_days(26)) == 0
    assert remind_meetings(in_days(28)) == 1
    assert remind_meetings(in_days(29)) == 0
    mail = Message.objects.get()
    assert mail.to == story.lead.email
    assert meeting.title in mail.subject
    for form in (mail.text, mail.html):
        assert "The timetable service" in form
        assert "15 min" in form
    assert "/attend/" in mail.text, "who has not answered is asked once more"
    edit_meeting(
        actor=story.actor("lead"),
        meeting=meeting,
        **said(meeting, story, starts_at=in_days(60), reason="Late"),
    )
    Message.objects.all().delete()
    assert remind_meetings(in_days(58)) == 2, "moved, it is called to mind anew"


def test_all_that_comes_on_one_day_is_called_to_mind_in_one_morning(story: Story) -> None:
    for hour in (6, 10, 20):
        new_meeting(story, starts_at=in_days(30, hour))
    Message.objects.all().delete()
    assert remind_meetings(in_days(27, 2)) == 0
    assert remind_meetings(in_days(27, 6)) == 6
    assert remind_meetings(in_days(27, 23)) == 0


def test_what_is_called_for_tomorrow_needs_no_reminder(story: Story) -> None:
    new_meeting(story, starts_at=in_days(2))
    Message.objects.all().delete()
    assert remind_meetings(timezone.now() + timedelta(hours=1)) == 0


def test_the_time_is_said_in_the_readers_own_zone(story: Story) -> None:
    story.supplier_lead.time_zone = "Europe/Helsinki"
    story.supplier_lead.save()
    new_meeting(story, starts_at=datetime(2031, 7, 1, 8, tzinfo=UTC))
    invite_due(datetime(2031, 6, 1, tzinfo=UTC))
    assert "10:00" in mails_to(story, "lead")[0].text
    assert "11:00" in mails_to(story, "supplier_lead")[0].text
    assert "Europe/Helsinki" in mails_to(story, "supplier_lead")[0].text


def test_links_that_open_a_door_are_hidden_from_administrators(
    client: Client, story: Story, settings: Any
) -> None:
    settings.MAIL_IS_KEPT = False
    new_meeting(story)
    mail = mails_to(story, "lead")[0]
    token = re.search(r"/attend/(\S+)/", mail.text)
    assert token is not None
    client.force_login(story.administrator)
    for address in (f"/outbox/{mail.pk}/", f"/outbox/{mail.pk}/html/"):
        assert token[1] not in client.get(address).content.decode()
    assert token[1] not in mail.calendar, "everybody gets the same calendar"
