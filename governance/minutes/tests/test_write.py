"""Minutes are written by one person at a time: nobody overwrites anybody, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day, new_action
from governance.boards.tests.factories import new_meeting
from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from governance.minutes.models import LEASE, Minutes
from governance.minutes.services import take_editing_lock
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, written
from tests.story import Story

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "save"}


def url(meeting: Meeting, more: str = "") -> str:
    return f"/p/school/meetings/{meeting.number}/minutes/{more}"


def as_(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def left_the_page(minutes: Minutes) -> None:
    """As if nothing had been heard of the writer's page since."""
    Minutes.objects.filter(pk=minutes.pk).update(writer_until=timezone.now() - timedelta(seconds=1))


def test_who_attends_or_leads_begins_and_others_do_not(client: Client, story: Story) -> None:
    meeting = new_meeting(story, attendees=("supplier_member", "sro"))
    for name, status in (("member", 403), ("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(url(meeting, "pen/")).status_code == status
        assert not Minutes.objects.exists()
    for name in ("supplier_member", "sro", "supplier_lead"):  # attend, attend, lead
        client.force_login(story.people[name])
        assert "Begin to write" in client.get(url(meeting)).content.decode()
        assert client.post(url(meeting, "pen/")).status_code == 302
        assert Minutes.objects.get().writer == story.people[name]
        Minutes.objects.all().delete()
    client.force_login(story.reader)
    assert "Begin to write" not in client.get(url(meeting)).content.decode()


def test_written_without_script_and_read_by_the_others(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    begun(story, meeting)
    client.force_login(story.lead)
    page = client.get(url(meeting))
    assert 'data-minutes data-editing-lock="' in page.content.decode()
    saved = client.post(
        url(meeting),
        {
            "version": 1,
            f"said-{item.pk}": "We looked at **both** plans.",
            "text": "It was short.",
            "guests": "Ida Holm\n\nPer Ask",
            f"came-{story.sro.pk}": "apologies",
            f"came-{story.lead.pk}": "present",
        },
    )
    assert saved.status_code == 302
    seen = as_(story.supplier_reader).get(url(meeting)).content.decode()
    assert "We looked at <strong>both</strong> plans." in seen
    assert "It was short." in seen
    assert "Ida Holm, Per Ask" in seen
    assert "sent apologies" in seen
    assert "<textarea" not in seen
    minutes = Minutes.objects.get()
    assert [one["came"] for one in minutes.attendance if one["person"] == story.sro.pk] == ["apologies"]


def test_what_is_typed_reaches_out_of_nothing(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    written(story, meeting, text='<script>alert(1)</script> [x](javascript:alert(1)) <img src="x">')
    client.force_login(story.reader)
    page = client.get(url(meeting)).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert '<img src="x"' not in page


def test_autosave_keeps_one_field_and_says_when(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    written(story, meeting, text="Kept")
    client.force_login(story.lead)
    answer = client.post(url(meeting), {"version": 2, f"said-{item.pk}": "Typed"}, headers=SCRIPT)
    assert answer.json()["version"] == 3
    assert "Saved at" in answer.json()["message"]
    item.refresh_from_db()
    assert (item.said, Minutes.objects.get().text) == ("Typed", "Kept")


def test_while_one_writes_another_cannot_and_gets_back_what_was_typed(story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    written(story, meeting, said={item.pk: "Of Karin"})
    jonas = as_(story.supplier_lead)
    typed = {"version": 2, f"said-{item.pk}": "Of Jonas"}
    by_script = jonas.post(url(meeting), typed, headers=SCRIPT)
    assert by_script.status_code == 409
    assert "Karin Lind writes now" in by_script.json()["message"]
    page = jonas.post(url(meeting), typed)
    assert page.status_code == 409
    shown = page.content.decode()
    assert "Of Karin" in shown
    assert "Of Jonas</textarea>" in shown
    item.refresh_from_db()
    assert item.said == "Of Karin"


def test_the_pen_is_asked_for_handed_over_and_what_was_typed_meanwhile_comes_back(story: Story) -> None:
    meeting = meeting_of_all(story)
    written(story, meeting, text="Of Karin")
    karin, jonas = as_(story.lead), as_(story.supplier_lead)
    jonas.post(url(meeting, "pen/"), {"do": "take"})
    minutes = Minutes.objects.get()
    assert (minutes.writer, minutes.asked_by) == (story.lead, story.supplier_lead)
    told = karin.post(url(meeting, "pen/"), {"do": "renew"}, headers=SCRIPT).json()
    assert (told["lock"], told["asked"]) == ("mine", "Jonas Berg")
    karin.post(url(meeting, "pen/"), {"do": "keep"})
    assert Minutes.objects.get().asked_by is None
    karin.post(url(meeting, "pen/"), {"do": "hand", "to": story.supplier_lead.pk})
    assert Minutes.objects.get().writer == story.supplier_lead
    assert jonas.get(url(meeting, "state/")).json()["lock"] == "mine"
    assert karin.post(url(meeting, "pen/"), {"do": "renew"}, headers=SCRIPT).json()["lock"] == "other"
    assert jonas.post(url(meeting), {"version": 2, "text": "Of both"}, headers=SCRIPT).status_code == 200
    # a last word of Karin's, on its way when the pen changed hands
    page = karin.post(url(meeting), {"version": 2, "text": "Of Karin, and more"})
    assert "Of Karin, and more</textarea>" in page.content.decode()
    assert Minutes.objects.get().text == "Of both"
    # once she has the pen again, she puts it in
    jonas.post(url(meeting, "pen/"), {"do": "lay_down"})
    karin.post(url(meeting), {"version": page.context["minutes"].version, "text": "Of both, and more"})
    assert Minutes.objects.get().text == "Of both, and more"


def test_the_pen_goes_to_nobody_who_does_not_attend(story: Story) -> None:
    meeting = new_meeting(story, attendees=("lead", "supplier_lead"))
    begun(story, meeting)
    as_(story.lead).post(url(meeting, "pen/"), {"do": "hand", "to": story.reader.pk})
    assert Minutes.objects.get().writer == story.lead


def test_a_pen_whose_page_is_gone_is_free_after_a_minute(story: Story) -> None:
    meeting = meeting_of_all(story)
    minutes = begun(story, meeting)
    assert minutes.writer_until is not None
    assert minutes.writer_until - timezone.now() <= LEASE
    take_editing_lock(actor=story.actor("supplier_lead"), minutes=minutes)
    assert Minutes.objects.get().writer == story.lead
    left_the_page(minutes)
    state = as_(story.supplier_lead).get(url(meeting, "state/")).json()
    assert state["lock"] == "free"
    take_editing_lock(actor=story.actor("supplier_lead"), minutes=minutes)
    assert Minutes.objects.get().writer == story.supplier_lead


def test_who_comes_back_goes_on_unless_somebody_else_wrote_meanwhile(story: Story) -> None:
    meeting = meeting_of_all(story)
    minutes = written(story, meeting, text="Of Karin")
    left_the_page(minutes)
    karin, jonas = as_(story.lead), as_(story.supplier_lead)
    assert karin.post(url(meeting), {"version": 2, "text": "Again"}, headers=SCRIPT).status_code == 200
    left_the_page(minutes)
    assert jonas.post(url(meeting), {"version": 3, "text": "Of Jonas"}, headers=SCRIPT).status_code == 200
    left_the_page(minutes)
    page = karin.post(url(meeting), {"version": 3, "text": "Of Karin alone"})
    assert page.status_code == 409
    assert "Of Karin alone</textarea>" in page.content.decode()
    assert Minutes.objects.get().text == "Of Jonas"


def test_those_who_read_along_get_what_is_new_and_nothing_else(story: Story) -> None:
    meeting = meeting_of_all(story)
    written(story, meeting, text="First words")
    liv = as_(story.supplier_reader)
    first = liv.get(url(meeting, "state/")).json()
    assert "First words" in first["html"]
    assert "html" not in liv.get(url(meeting, "state/"), {"mark": first["mark"]}).json()
    as_(story.lead).post(url(meeting), {"version": 2, "text": "Second words"}, headers=SCRIPT)
    second = liv.get(url(meeting, "state/"), {"mark": first["mark"]}).json()
    assert "Second words" in second["html"]
    as_(story.lead).post(
        f"/p/school/meetings/{meeting.number}/actions/new/",
        {"title": "Rehearse it", "owner": story.lead.pk, "due": day(9)},
    )
    third = liv.get(url(meeting, "state/"), {"mark": second["mark"]}).json()
    assert "Rehearse it" in third["html"]


def test_an_action_is_agreed_in_the_meeting_and_followed_up_there(story: Story) -> None:
    meeting = meeting_of_all(story)
    item = new_item(story, meeting)
    new_action(story, title="From last time", due=day(-2))
    new_action(story, title="Of another level", level="strategic")
    begun(story, meeting)
    new = f"/p/school/meetings/{meeting.number}/actions/new/"
    maja = as_(story.supplier_member)  # anybody who attends, whoever has the pen
    given = {"title": "Rehearse it", "owner": story.supplier_lead.pk, "due": day(9), "item": item.pk}
    assert as_(story.reader).post(new, given).status_code == 403
    maja.post(new, given)
    action = ActionItem.objects.get(title="Rehearse it")
    assert (action.origin, action.level) == ("meeting", meeting.level)
    assert meeting.name in action.origin_label
    page = as_(story.lead).get(url(meeting)).content.decode()
    assert "From last time" in page
    assert "Of another level" not in page
    refused = maja.post(new, {**given, "due": "yesterday", "title": "Kept words"})
    assert "due" in refused.context["agree"].errors
    assert "Kept words" in refused.content.decode()


def test_who_writes_raises_a_risk_from_where_it_comes_up(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    new_item(story, meeting, title="The timetable & its server")
    begun(story, meeting)
    client.force_login(story.lead)
    page = client.get(url(meeting)).content.decode()
    assert "/p/school/risks/new/?event=The%20timetable%20%26%20its%20server" in page


def test_a_decision_is_written_down_by_who_has_the_pen(story: Story) -> None:
    meeting = meeting_of_all(story)
    begun(story, meeting)
    new = f"/p/school/meetings/{meeting.number}/decisions/new/"
    jonas = as_(story.supplier_lead)
    page = jonas.post(new, {"title": "We open a second server"})
    assert "Karin Lind writes now" in page.content.decode()
    assert not Decision.objects.exists()
    as_(story.lead).post(new, {"title": "We open a second server"})
    assert Decision.objects.get().name == "D-1"


def test_too_long_a_text_is_refused_and_handed_back(client: Client, story: Story) -> None:
    meeting = meeting_of_all(story)
    begun(story, meeting)
    client.force_login(story.lead)
    long = "x" * 20_001
    assert client.post(url(meeting), {"version": 1, "text": long}, headers=SCRIPT).status_code == 400
    assert long in client.post(url(meeting), {"version": 1, "text": long}).content.decode()
    assert Minutes.objects.get().text == ""


@pytest.mark.parametrize("count", [2, 30])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = meeting_of_all(story)
    for n in range(count):
        new_item(story, meeting, title=f"Item {n}", minutes=1)
        new_action(story, title=f"Action {n}", due=day(n))
    written(story, meeting)
    for name in ("lead", "supplier_lead", "reader"):
        client.force_login(story.people[name])
        with django_assert_max_num_queries(18):
            client.get(url(meeting))
        with django_assert_max_num_queries(16):
            client.get(url(meeting, "state/"))
