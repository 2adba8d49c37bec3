"""Seats, meetings and concerns go along; the right to sign does not; and who is removed is asked about."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from governance.boards.tests.factories import new_board, new_meeting
from governance.concerns.services import raise_concern
from governance.meetings.models import Attendee, Meeting
from governance.tests.handing_over.factories import filled, url_of
from partnerships.mandates.models import Mandate
from partnerships.mandates.services import name_signer
from partnerships.people.models import Role
from partnerships.sides import Level, Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today


def test_seats_go_with_their_chair_and_their_meetings(client: Client, busy: Story) -> None:
    board = new_board(busy, interval="m1")
    joint = new_board(busy, by="sro", is_joint=True, members=("sro", "srie", "lead"))
    client.force_login(busy.sro)
    page = client.get(url_of(busy, "lead"))
    assert page.context["count"] == 5 + 2
    client.post(url_of(busy, "lead"), filled(busy.member.pk))
    board.refresh_from_db()
    assert board.chair == busy.member
    for each in (board, joint):
        sits = set(each.members.values_list("person__given_name", flat=True))
        assert "Eva" in sits
        assert "Karin" not in sits
    coming = Meeting.objects.filter(board=board, state="planned", starts_at__gt=timezone.now())
    assert coming.exists()
    asked = Attendee.objects.filter(meeting__in=coming)
    assert asked.filter(person=busy.member).count() == coming.count()
    assert not asked.filter(person=busy.lead).exists()


def test_the_senior_seat_follows_the_role(client: Client, busy: Story) -> None:
    joint = new_board(busy, by="sro", is_joint=True, members=("sro", "srie"))
    client.force_login(busy.lead)
    assert client.get(url_of(busy, "sro")).context["count"] == 0, "a seat of its own it is not"
    yesterday = today() - timedelta(days=1)
    client.post(url_of(busy, "sro"), filled(busy.member.pk, last_day=yesterday))
    joint.refresh_from_db()
    assert joint.chair == busy.member
    assert set(joint.members.values_list("person__given_name", flat=True)) == {"Eva", "Per"}


def test_concerns_come_into_the_successors_hands(client: Client, busy: Story) -> None:
    said = {"title": "Late answers", "text": "Mails lie.", "effect": "We wait.", "wish": "A day."}
    concern = raise_concern(actor=busy.actor("supplier_lead"), level=Level.TACTICAL, **said)
    assert (concern.customer_holder, concern.supplier_holder) == (busy.lead, busy.supplier_lead)
    client.force_login(busy.sro)
    assert "C-1: Late answers" in client.get(url_of(busy, "lead")).content.decode()
    client.post(url_of(busy, "lead"), filled(busy.member.pk))
    concern.refresh_from_db()
    assert (concern.customer_holder, concern.supplier_holder) == (busy.member, busy.supplier_lead)
    event = TimelineEvent.objects.get(kind="concern.handed")
    assert event.change["holder"] == ["Karin Lind", "Eva Ström"]


def test_the_right_to_sign_ends_and_goes_to_nobody(client: Client, busy: Story) -> None:
    mandate = name_signer(actor=busy.actor("sro"), person=busy.lead, wording="The minutes", since=today())
    client.force_login(busy.sro)
    assert "The right to sign, named by Anna Hedlund" in client.get(url_of(busy, "lead")).content.decode()
    client.post(url_of(busy, "lead"), filled(busy.member.pk, roles="keep"))
    mandate.refresh_from_db()
    assert mandate.ended_at is None, "the roles stay, and so does the mandate"
    client.post(url_of(busy, "lead"), filled(busy.member.pk))
    mandate.refresh_from_db()
    assert mandate.ended_at
    assert mandate.ended_by == busy.sro
    assert not Mandate.objects.filter(person=busy.member).exists()


def test_whoever_removes_somebody_is_told_what_they_leave(client: Client, busy: Story) -> None:
    membership = busy.lead.memberships.get()
    page = f"/organisations/{busy.customer.pk}/people/{membership.pk}/"
    client.force_login(busy.administrator)
    told = client.get(page).content.decode()
    assert "Partnerships that you do not see" in told
    assert "School administration" not in told, "an administrator without a part in it learns no more"
    busy.administrator.memberships.update(is_officer=True)
    told = client.get(page).content.decode()
    assert "School administration" in told
    assert "1 role, 5 open things" in told
    assert url_of(busy, "lead") in told
    assert client.get(url_of(busy, "lead")).status_code == 200
    client.post(url_of(busy, "lead"), filled(busy.member.pk, last_day=today() - timedelta(days=1)))
    assert "still holds something" not in client.get(page).content.decode()
    # a reader of the partnership sees it, and hands nothing over
    busy.administrator.memberships.update(is_officer=False)
    Role.objects.create(
        partnership=busy.partnership, person=busy.administrator, side="customer", part=Part.READER
    )
    other = busy.member.memberships.get()
    told = client.get(f"/organisations/{busy.customer.pk}/people/{other.pk}/").content.decode()
    assert "School administration" in told
    assert "hand-over" not in told


def test_a_guest_sends_the_successor(client: Client, busy: Story) -> None:
    meeting = new_meeting(busy, attendees=("lead", "supplier_lead"))
    client.force_login(busy.sro)
    assert meeting.title in client.get(url_of(busy, "lead")).content.decode()
    client.post(url_of(busy, "lead"), filled(busy.member.pk))
    come = Attendee.objects.filter(meeting=meeting).values_list("person__given_name", flat=True)
    assert set(come) == {"Eva", "Jonas"}
    event = TimelineEvent.objects.filter(kind="meeting.people").first()
    assert event is not None
    assert (event.change["joined"], event.change["left"]) == (["Eva Ström"], ["Karin Lind"])
