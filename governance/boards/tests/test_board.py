"""Boards are set up by a lead or a senior of either side; the joint one is the SRO's to chair."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from governance.boards.models import Board
from governance.boards.seats import fill_all_seats
from governance.boards.services import edit_board
from governance.boards.tests.factories import new_board
from governance.meetings.models import Attendee, Meeting
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

LIST = "/p/school/boards/"
NEW = "/p/school/boards/new/"
ONE = "/p/school/boards/1/"


def filled(
    story: Story, members: tuple[str, ...] = ("lead", "supplier_lead"), **changes: Any
) -> dict[str, Any]:
    return {
        "name": "Service board",
        "level": "tactical",
        "terms": "It decides on **service**.",
        "members": [story.people[name].pk for name in members],
        "chair": story.lead.pk,
        "interval": "m2",
        "weekday": 1,
        "week": 1,
        "at": "10:00",
        "minutes_long": 90,
        "time_zone": "Europe/Stockholm",
        "starts_on": today().isoformat(),
        "place": "Town hall",
        "remind_days": 3,
        **changes,
    }


def test_leads_and_seniors_of_either_side_set_boards_up(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("member", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == status
        assert client.post(NEW, filled(story)).status_code == status
    assert not Board.objects.exists()
    for number, name in enumerate(("lead", "supplier_lead", "sro", "srie"), start=1):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == 200
        assert client.post(NEW, filled(story))["Location"] == f"/p/school/boards/{number}/"
    client.force_login(story.supplier_reader)
    page = client.get(ONE).content.decode()
    assert "It decides on" in page
    assert "Every second month, on Tuesday, the first one of the month" in page
    assert "edit/" not in page, "a reader looks only"
    assert client.get(f"{ONE}edit/").status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"members": []}, "members"),
        ({"chair": "999"}, "chair"),
        ({"interval": "d1"}, "interval"),
        ({"at": "noon"}, "at"),
        ({"minutes_long": "3"}, "minutes_long"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone"),
        ({"first_interval": "m1"}, "first_until"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"weekday": "6"}, "weekday"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, Any], field: str
) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, {**filled(story), **changes})
    assert field in page.context["form"].errors
    assert "It decides on **service**." in page.content.decode()
    assert not Board.objects.exists()


def test_a_board_has_members_of_both_sides_and_its_chair_is_one_of_them(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, filled(story, members=("lead", "member")))
    assert "A board has members of both sides." in page.content.decode()
    page = client.post(NEW, filled(story, chair=story.sro.pk))
    assert "The chair is one of the members." in page.content.decode()
    page = client.post(NEW, filled(story, members=("lead", "supplier_reader")))
    assert "members" in page.context["form"].errors, "a reader only reads"


def test_the_joint_board_is_chaired_by_the_sro_with_the_srie_in_it(client: Client, story: Story) -> None:
    client.force_login(story.supplier_lead)
    page = client.post(NEW, filled(story, is_joint="on"))
    assert "chaired by the SRO" in page.content.decode()
    client.post(NEW, filled(story, is_joint="on", chair=""))
    board = Board.objects.get()
    assert board.chair == story.sro
    assert set(board.members.values_list("person", "seat")) == {
        (story.sro.pk, "sro"), (story.srie.pk, "srie"), (story.lead.pk, ""), (story.supplier_lead.pk, ""),
    }  # fmt: skip
    page = client.post(NEW, filled(story, is_joint="on", chair="", name="A second one"))
    assert "has a joint project board already" in page.content.decode()
    edit = client.post(f"{ONE}edit/", filled(story, members=("lead", "supplier_lead"), version=board.version))
    assert edit.status_code == 302
    assert board.members.count() == 4, "nobody can take the seniors off it"


def test_without_sro_or_srie_there_is_no_joint_board(client: Client, story: Story) -> None:
    Role.objects.filter(person=story.srie).delete()
    client.force_login(story.lead)
    page = client.post(NEW, filled(story, is_joint="on", chair=""))
    assert "Name the SRIE first" in page.content.decode()
    assert not Board.objects.exists()


def test_the_chair_follows_when_the_sro_changes(client: Client, story: Story) -> None:
    board = new_board(story, is_joint=True)
    role = Role.objects.get(person=story.sro)
    Role.objects.filter(pk=role.pk).update(until=today() - timedelta(days=1))
    client.force_login(story.lead)
    assert "There is no SRO to take the chair" in client.get(LIST).content.decode()
    assert fill_all_seats(timezone.now()) == 1
    assert fill_all_seats(timezone.now()) == 0
    board.refresh_from_db()
    assert board.chair is None
    assert not Attendee.objects.filter(person=story.sro).exists()
    Role.objects.create(
        partnership=story.partnership, person=story.member, side="customer", part="sro", level="strategic",
        since=today(),
    )  # fmt: skip
    board.refresh_from_db()
    assert board.chair == story.member, "at once, without waiting for the sweep"
    assert Attendee.objects.filter(person=story.member).count() == Meeting.objects.count() > 0
    event = TimelineEvent.objects.filter(kind="board.members").latest("pk")
    assert event.person is None
    assert event.change["chair"] == [None, "Eva Ström"]


def test_who_has_left_shows_as_a_vacancy_and_is_asked_no_more(client: Client, story: Story) -> None:
    new_board(story, members=("lead", "supplier_lead", "supplier_member"))
    Role.objects.filter(person=story.supplier_member).update(until=today() - timedelta(days=1))
    client.force_login(story.lead)
    for address in (LIST, ONE):
        assert "Maja Ek has no role any more" in client.get(address).content.decode()


def test_two_who_change_a_board_at_once(client: Client, story: Story) -> None:
    new_board(story)
    client.force_login(story.supplier_lead)
    assert client.post(f"{ONE}edit/", filled(story, name="Their name", version=1)).status_code == 302
    client.force_login(story.lead)
    page = client.post(f"{ONE}edit/", filled(story, name="Our name", version=1))
    assert "Jonas Berg changed this while you had it open" in page.content.decode()
    assert 'value="Our name"' in page.content.decode()
    version = page.context["form"]["version"].value()
    client.post(f"{ONE}edit/", filled(story, name="Our name", version=version))
    assert Board.objects.get().name == "Our name"


def test_one_board_holds_the_annual_agreement_meeting(story: Story) -> None:
    new_board(story, annual_month=11)
    with pytest.raises(ValidationError, match="Another board holds"):
        new_board(story, annual_month=5)


def test_strangers_find_no_board(client: Client, story: Story) -> None:
    board = new_board(story)
    Partnership.objects.update(state="proposed")
    client.force_login(story.supplier_lead)
    assert client.get(ONE).status_code == 404
    with pytest.raises(TypeError):
        edit_board(actor=story.actor("lead"), board=board, version=1, members=[], number=3)


def test_the_joint_board_waits_until_both_sides_have_agreed_on_it(client: Client, story: Story) -> None:
    Partnership.objects.update(openness={"joint_board": {"customer": "agreed"}})
    client.force_login(story.supplier_lead)
    assert "joint project board" in client.get(LIST).content.decode()
    page = client.post(NEW, filled(story, is_joint="on", chair=""))
    assert "Both sides have to agree" in page.content.decode()
    assert not Board.objects.exists()
    assert client.post(NEW, filled(story)).status_code == 302, "other boards need no such promise"


@pytest.mark.parametrize(("days", "is_young"), [(364, True), (365, False), (366, False)])
def test_until_its_first_year_is_over_a_partnership_is_offered_more_meetings(
    client: Client, story: Story, days: int, is_young: bool
) -> None:
    Partnership.objects.update(start=today() - timedelta(days=days))
    client.force_login(story.lead)
    offered = client.get(NEW).context["form"].initial
    assert (offered["first_interval"] != "") == is_young
    assert offered["first_until"] == (today() + timedelta(days=1) if is_young else None)
