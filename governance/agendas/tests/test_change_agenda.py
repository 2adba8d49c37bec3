"""The agenda: what is open is suggested, both sides put on it what they want to bring up, and order it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.tests.factories import closed_round
from governance.action_items.models import ActionItem
from governance.action_items.services import complete
from governance.action_items.tests.factories import day, new_action
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of, suggestions_for
from governance.agendas.services import add_item, edit_item, take_suggestions
from governance.boards.tests.factories import in_days, new_board, new_meeting
from governance.decisions.services import add_decision
from governance.meetings.models import Meeting
from governance.minutes.services import save_minutes
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, written
from governance.risks.models import HIGH, LEVELS
from governance.risks.tests.factories import new_risk
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db


def url(meeting: Meeting, more: str = "") -> str:
    return f"/p/school/meetings/{meeting.number}/agenda/{more}"


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in agenda_of(meeting)]


def suggested(meeting: Meeting) -> list[str]:
    return [one.title for one in suggestions_for([meeting], agenda_of(meeting), timezone.now())[meeting.pk]]


def test_both_sides_bring_up_what_they_want_and_readers_only_read(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    for name, status in (("reader", 403), ("supplier_reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(url(meeting), {"title": "X", "minutes": 5}).status_code == status
    for name, title in (("lead", "The timetable"), ("supplier_member", "Who answers at night")):
        client.force_login(story.people[name])
        assert client.post(url(meeting), {"title": title, "minutes": 15}).status_code == 302
    client.force_login(story.reader)
    page = client.get(url(meeting)).content.decode()
    assert page.index("The timetable") < page.index("Who answers at night")
    assert "Maja Ek, Supplier" in page
    assert "30 of 60 minutes, 30 left" in page
    assert "What do you want to bring up?" not in page
    assert "30 of 60 minutes" in client.get(f"/p/school/meetings/{meeting.number}/").content.decode()


def test_bad_input_is_told_and_kept(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    client.force_login(story.lead)
    page = client.post(url(meeting), {"title": "", "minutes": "0", "note": "What I typed"})
    assert {"title", "minutes"} <= page.context["form"].errors.keys()
    assert "What I typed" in page.content.decode()
    assert not AgendaItem.objects.exists()


def test_what_is_open_on_the_level_is_suggested_and_nothing_else(story: Story) -> None:
    meeting = meeting_of_all(story, starts_at=in_days(14))
    new_action(story, title="Late one", due=day(-3))
    new_action(story, title="Due before", due=day(10))
    new_action(story, title="Due after", due=day(20))
    new_action(story, title="Of another level", due=day(3), level="strategic")
    new_action(story, title="Our own", due=day(3), space="customer", owner="lead")
    complete(actor=story.actor("lead"), action=new_action(story, title="Done", due=day(-3)))
    new_risk(story, event="High", likelihood=4, impact_customer=4)
    new_risk(story, event="Low", likelihood=1, impact_customer=1, impact_supplier=1, review_on=day(40))
    new_risk(
        story, event="Reviewed soon", likelihood=1, impact_customer=1, impact_supplier=1, review_on=day(5)
    )
    new_risk(story, event="Kept to ourselves", likelihood=5, space="customer", owner="member")
    found = suggested(meeting)
    assert [title for title in found if "R-" not in title] == ["Late one", "Due before"]
    assert [title.split(": ")[1] for title in found if "R-" in title] == ["High", "Reviewed soon"]


def test_high_is_what_the_register_calls_high() -> None:
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            assert (LEVELS[likelihood - 1][impact - 1] >= 3) == (likelihood * impact >= HIGH)


def test_what_the_last_check_found_is_suggested_gaps_first(story: Story) -> None:
    meeting = meeting_of_all(story)
    closed_round(story.partnership)
    found = [title for title in suggested(meeting) if title.startswith("Health check")]
    assert found
    assert titles(meeting) == []
    take_suggestions(actor=story.actor("lead"), meeting=meeting)
    assert [title for title in titles(meeting) if title.startswith("Health check")] == found


def test_suggestions_are_taken_one_by_one_or_all_and_only_once(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    for n in range(3):
        new_action(story, title=f"Late {n}", due=day(-9 + n))
    client.force_login(story.supplier_lead)
    page = client.get(url(meeting))
    marks = [one.mark for one in page.context["suggestions"]]
    client.post(url(meeting, "take/"), {"mark": marks[1]})
    assert titles(meeting) == ["Late 1"]
    client.post(url(meeting, "take/"), {"mark": marks[1]})
    client.post(url(meeting, "take/"), {"all": "1"})
    assert titles(meeting) == ["Late 1", "Late 0", "Late 2"]
    assert suggested(meeting) == []
    event = TimelineEvent.objects.filter(kind="agenda.filled").order_by("pk").last()
    assert event is not None
    assert event.change["items"] == ["Late 0", "Late 2"]


def test_what_the_board_did_not_come_to_is_left_over(story: Story) -> None:
    board = new_board(story)
    Meeting.objects.all().delete()
    now = timezone.now()
    first = new_meeting(story, board=board, title="First")
    second = new_meeting(story, board=board, title="Second", starts_at=in_days(60))
    came_to = new_item(story, first, title="Came to this")
    new_item(story, first, by="supplier_lead", title="Nobody came to this", note="It matters.")
    decided = new_item(story, first, title="Only decided")
    minutes = begun(story, first)
    save_minutes(actor=story.actor("lead"), minutes=minutes, version=1, said={came_to.pk: "Good."})
    add_decision(actor=story.actor("lead"), minutes=minutes, title="So be it", item=decided)
    Meeting.objects.filter(pk=first.pk).update(starts_at=now - timedelta(days=1))
    found = suggestions_for([second], [], now)[second.pk]
    assert [one.kind for one in found] == ["minutes", "decisions", "left"]
    take_suggestions(actor=story.actor("lead"), meeting=second, marks={found[-1].mark})
    item = agenda_of(second)[0]
    assert (item.title, item.note) == ("Nobody came to this", "It matters.")
    assert (item.proposed_by, item.side) == (story.supplier_lead, "supplier")


def test_only_the_next_meeting_takes_up_what_was_left(story: Story) -> None:
    board = new_board(story)
    Meeting.objects.all().delete()
    first = new_meeting(story, board=board, title="First")
    off = new_meeting(story, board=board, title="Off", starts_at=in_days(30))
    second = new_meeting(story, board=board, title="Second", starts_at=in_days(60))
    third = new_meeting(story, board=board, title="Third", starts_at=in_days(90))
    new_item(story, first, title="Nobody came to this")
    now = timezone.now()
    Meeting.objects.filter(pk=first.pk).update(starts_at=now - timedelta(days=1))
    Meeting.objects.filter(pk=off.pk).update(state=Meeting.State.CANCELLED)
    found = suggestions_for([third, second], [], now)
    assert [one.kind for one in found[second.pk]] == ["minutes", "left"]
    assert found[third.pk] == []


def test_each_meeting_has_the_actions_that_are_due_by_its_own_day(story: Story) -> None:
    soon = new_meeting(story, title="Soon", starts_at=in_days(10))
    later = new_meeting(story, title="Later", starts_at=in_days(40))
    for due in (5, 30):
        new_action(story, title=f"In {due} days", due=day(due))
    found = suggestions_for([soon, later], [], timezone.now())
    assert [one.title for one in found[soon.pk]] == ["In 5 days"]
    assert [one.title for one in found[later.pk]] == ["In 5 days", "In 30 days"]


def test_order_by_buttons(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    items = [new_item(story, meeting, title=title) for title in "ABC"]
    client.force_login(story.member)
    client.post(url(meeting, "order/"), {"item": items[2].pk, "by": "-1"})
    assert titles(meeting) == ["A", "C", "B"]
    client.post(url(meeting, "order/"), {"item": items[0].pk, "by": "-1"})  # it is the first already
    client.post(url(meeting, "order/"), {"item": items[0].pk, "by": "1"})
    assert titles(meeting) == ["C", "A", "B"]


def test_two_order_one_agenda_and_neither_overwrites_the_other(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    a, b, c = (new_item(story, meeting, title=title).pk for title in "ABC")
    client.force_login(story.lead)
    version = client.get(url(meeting)).context["version"]
    other = Client()
    other.force_login(story.supplier_lead)
    theirs = other.post(url(meeting, "order/"), {"order": f"{c},{a},{b}", "version": version})
    assert theirs.json() == {"version": version + 1}
    ours = client.post(url(meeting, "order/"), {"order": f"{b},{a},{c}", "version": version})
    assert ours.status_code == 409
    assert "Jonas Berg changed the agenda meanwhile" in ours.json()["message"]
    assert titles(meeting) == ["C", "A", "B"]
    # an item that somebody else has added is never lost from an order that does not name it
    new_item(story, meeting, title="D")
    version = client.get(url(meeting)).context["version"]
    assert (
        client.post(url(meeting, "order/"), {"order": f"{b},{a},{c}", "version": version}).status_code == 409
    )
    assert titles(meeting) == ["C", "A", "B", "D"]


def test_two_change_one_item(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    edit_item(actor=story.actor("supplier_lead"), item=item, version=1, title="Of Jonas", minutes=5)
    client.force_login(story.lead)
    page = client.post(
        url(meeting, f"{item.pk}/"), {"title": "Of Karin", "minutes": 9, "note": "Mine", "version": 1}
    )
    assert "Jonas Berg changed this while you had it open" in page.content.decode()
    assert "Of Karin" in page.content.decode()
    assert titles(meeting) == ["Of Jonas"]
    again = {"title": "Of Karin", "minutes": 9, "version": page.context["form"]["version"].value()}
    client.post(url(meeting, f"{item.pk}/"), again)
    assert titles(meeting) == ["Of Karin"]


def test_an_item_is_taken_off_unless_something_was_said(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    said, silent = new_item(story, meeting, title="Said"), new_item(story, meeting, title="Silent")
    written(story, meeting, said={said.pk: "Something"})
    client.force_login(story.member)
    for item in (said, silent):
        client.post(url(meeting, f"{item.pk}/"), {"do": "remove"})
    assert titles(meeting) == ["Said"]


def test_a_cancelled_meeting_has_no_agenda_to_change(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    Meeting.objects.update(state="cancelled")
    client.force_login(story.lead)
    page = client.post(url(meeting), {"title": "X", "minutes": 5})
    assert "This meeting is cancelled" in page.content.decode()
    assert titles(meeting) == []


@pytest.mark.parametrize("count", [2, 40])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    board = new_board(story)
    meeting = new_meeting(story, board=board)
    closed_round(story.partnership)
    ActionItem.objects.bulk_create(
        ActionItem(
            partnership=story.partnership, number=100 + n, title=f"Late {n}", owner=story.lead,
            owner_side="customer", due=day(-n), level="tactical", created_by=story.lead,
        )
        for n in range(count)
    )  # fmt: skip
    for n in range(count):
        add_item(actor=story.actor("lead"), meeting=meeting, title=f"Item {n}", minutes=1)
    client.force_login(story.lead)
    with django_assert_max_num_queries(17):
        client.get(url(meeting))
    with django_assert_max_num_queries(17):
        client.get(f"/p/school/meetings/{meeting.number}/")
