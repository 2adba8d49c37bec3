"""When a board meets otherwise, its coming meetings follow; what somebody has moved stays."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from governance.agendas.models import AgendaItem
from governance.boards.forms import FIELDS
from governance.boards.models import Board
from governance.boards.services import edit_board
from governance.boards.tests.factories import new_board
from governance.meetings.inviting import invite_due
from governance.meetings.models import Meeting
from governance.meetings.services import cancel_meeting, edit_meeting
from governance.meetings.tests.calendars import event_of, read
from governance.meetings.tests.test_invitations import said
from outbox.models import Message
from tests.story import Story

pytestmark = pytest.mark.django_db

ONE = "/p/school/boards/1/"


def change(story: Story, board: Board, **changes: Any) -> None:
    board.refresh_from_db()
    given = {name: getattr(board, name) for name in FIELDS}
    people = [member.person for member in board.members.all()]
    edit_board(
        actor=story.actor("lead"), board=board, members=people, chair=board.chair, **{**given, **changes}
    )


def test_the_same_meetings_are_put_on_other_days(story: Story) -> None:
    board = new_board(story, interval="m1")
    before = list(Meeting.objects.order_by("starts_at"))
    change(story, board, weekday=3, at=time(13), place="Elsewhere")
    after = list(Meeting.objects.order_by("starts_at"))
    assert [m.uid for m in after][: len(before) - 1] == [m.uid for m in before][: len(before) - 1]
    assert {m.starts_at.astimezone(m.zone).time() for m in after} == {time(13)}
    assert {m.planned_for.weekday() for m in after if m.planned_for} == {3}
    assert {m.place for m in after} == {"Elsewhere"}
    numbers = [m.starts_at for m in after]
    change(story, board, terms="Another text")
    assert [m.starts_at for m in Meeting.objects.order_by("starts_at")] == numbers


def test_seldom_instead_of_often_cancels_what_was_announced_and_drops_the_rest(story: Story) -> None:
    board = new_board(story, interval="w2")
    invite_due(timezone.now())
    announced = Meeting.objects.filter(invite_at=None).count()
    Message.objects.all().delete()
    change(story, board, interval="m6")
    coming = Meeting.objects.planned()
    assert 2 <= coming.count() <= 3
    cancelled = Meeting.objects.filter(state="cancelled")
    assert cancelled.count() >= announced - coming.count() > 0
    assert Message.objects.filter(calendar_method="CANCEL").count() == 2 * cancelled.count()
    assert not cancelled.exclude(planned_for=None).exists(), "the day is free again"
    change(story, board, interval="w2")
    assert Meeting.objects.planned().count() >= 25


def test_those_who_were_asked_are_told_where_it_is_now(story: Story) -> None:
    board = new_board(story, interval="m1")
    invite_due(timezone.now())
    asked = Message.objects.count()
    change(story, board, at=time(15))
    for mail in Message.objects.order_by("pk")[asked:]:
        assert mail.subject.startswith("Changed: ")
        event = event_of(read(mail.calendar))
        assert event["SEQUENCE"] == 1
    assert Message.objects.filter(state="waiting").count() == asked
    assert Message.objects.filter(state="overtaken").count() == asked


def test_what_somebody_moved_or_cancelled_stays(story: Story) -> None:
    board = new_board(story, interval="m1")
    first, second, third = Meeting.objects.order_by("starts_at")[:3]
    moved_to = first.starts_at + timedelta(days=1)
    edit_meeting(
        actor=story.actor("srie"), meeting=first, **said(first, story, starts_at=moved_to, reason="Travel")
    )
    cancel_meeting(actor=story.actor("srie"), meeting=second, reason="Holiday")
    change(story, board, at=time(8))
    for meeting in (first, second, third):
        meeting.refresh_from_db()
    assert first.starts_at == moved_to
    assert second.state == "cancelled"
    assert third.starts_at.astimezone(third.zone).time() == time(8)
    days = list(Meeting.objects.values_list("planned_for", flat=True))
    assert len(days) == len(set(days)), "no day has two"


def test_a_meeting_with_something_on_its_agenda_is_not_thrown_away(story: Story) -> None:
    board = new_board(story, interval="w2")
    last = Meeting.objects.latest("starts_at")
    AgendaItem.objects.create(partnership=story.partnership, meeting=last, position=1, title="The exit plan")
    change(story, board, interval="m6")
    last.refresh_from_db()
    assert last.state == "cancelled"
    assert last.agenda_items.count() == 1


def test_closed_it_meets_no_more(client: Client, story: Story) -> None:
    new_board(story, interval="m1")
    invite_due(timezone.now())
    asked = Message.objects.count()
    for name, status in (("reader", 403), ("member", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{ONE}close/", {"note": "Done"}).status_code == status
    client.force_login(story.supplier_lead)
    assert "note" in client.post(f"{ONE}close/", {"note": ""}).context["form"].errors
    for _twice in range(2):
        assert client.post(f"{ONE}close/", {"note": "Its work is done"}).status_code == 302
    assert not Meeting.objects.planned().exists()
    assert Message.objects.filter(calendar_method="CANCEL").count() == asked
    assert "Its work is done" in client.get(ONE).content.decode()
    page = client.post(f"{ONE}edit/", {})
    assert page.status_code == 200
    assert "Service board" in client.get("/p/school/boards/?state=closed").content.decode()
    assert "Service board" not in client.get("/p/school/boards/").content.decode()
