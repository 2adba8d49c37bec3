"""Both sides look at the charter together: planned, reminded of, noted."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from common.months import months_after
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import suggestions_for
from governance.charter.agenda import charter_facts
from governance.charter.models import CharterReview, CharterVersion
from governance.charter.reviews import record_review, remind_charter_reviews
from governance.charter.tests.factories import signed
from governance.meetings.models import Meeting
from governance.meetings.services import add_meeting
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.sides import Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

CHARTER = "/p/school/charter/"
REVIEW, PLAN = f"{CHARTER}review/", f"{CHARTER}review/plan/"


def at(day: date, hour: int = 6) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def noted(**changes: Any) -> dict[str, Any]:
    return {
        "held_on": today().isoformat(),
        "surface": "The boards meet.",
        "behaviour": "We interrupt each other.",
        "values": "",
        "engagement": "High.",
        "outcome": "holds",
        **changes,
    }


def test_what_was_seen_is_noted_and_the_next_review_follows(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert client.get(REVIEW).status_code == 404, "there is no charter to look at"
    charter = signed(story)
    for name, status in (("member", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(REVIEW, noted()).status_code == status
    client.force_login(story.srie)
    for wrong in ({"held_on": (today() + timedelta(days=9)).isoformat()}, {"outcome": "maybe"}):
        assert set(wrong) == set(client.post(REVIEW, noted(**wrong)).context["form"].errors)
    assert not CharterReview.objects.exists()
    assert client.post(REVIEW, noted())["Location"] == CHARTER
    charter.refresh_from_db()
    assert charter.review_on == months_after(today(), 12)
    client.force_login(story.supplier_reader)
    page = client.get(CHARTER).content.decode()
    assert "It still holds" in page
    assert "We interrupt each other." in page
    told = client.get("/p/school/timeline/").content.decode()
    assert "Per Olsen noted what came of it" in told
    assert "What came of it: It still holds" in told


def test_a_review_may_begin_the_next_version(client: Client, story: Story) -> None:
    signed(story)
    client.force_login(story.lead)
    client.post(REVIEW, noted(outcome="new_version"))
    assert list(CharterVersion.objects.order_by("number").values_list("number", "state")) == [
        (1, "current"),
        (2, "workshop"),
    ]


def test_a_meeting_about_the_charter_is_called_for_those_who_answer_for_it(
    client: Client, story: Story
) -> None:
    charter = signed(story)
    client.force_login(story.lead)
    day = today() + timedelta(days=40)
    given = {"day": day.isoformat(), "at": "10:00", "minutes_long": 90, "time_zone": "Europe/Stockholm"}
    past = {**given, "day": (today() - timedelta(days=1)).isoformat()}
    assert "day" in client.post(PLAN, past).context["form"].errors
    meeting_url = client.post(PLAN, {**given, "place": "Town hall"})["Location"]
    meeting = Meeting.objects.get()
    assert meeting.get_absolute_url() == meeting_url
    people = set(meeting.attendees.values_list("person", flat=True))
    assert people == {story.people[name].pk for name in ("sro", "srie", "lead", "supplier_lead")}
    charter.refresh_from_db()
    assert (charter.review_meeting, charter.review_on) == (meeting, day)
    assert meeting_url in client.get(CHARTER).content.decode()
    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.origin_kind) == ("Does our charter still hold?", "charter")
    known = charter_facts(story.partnership, [item.origin_key])[item.origin_key]
    assert "Every pupil has a place." in known.text
    assert known.url == "/p/school/charter/1/"
    record_review(actor=story.actor("lead"), charter=charter, held_on=today(), outcome="holds")
    charter.refresh_from_db()
    assert charter.review_meeting is None


def test_without_a_meeting_of_its_own_it_comes_up_on_the_strategic_level(story: Story) -> None:
    charter = signed(story)
    CharterVersion.objects.update(review_on=today() + timedelta(days=20))
    wanted: dict[str, Any] = {"minutes_long": 60, "time_zone": "UTC", "attendees": [story.lead]}
    titles = {}
    for days, level in ((10, "strategic"), (30, "strategic"), (30, "tactical")):
        starts_at = timezone.now() + timedelta(days=days)
        meeting = add_meeting(
            actor=story.actor("lead"), title="Board", level=level, starts_at=starts_at, **wanted
        )
        found = suggestions_for([meeting], [], timezone.now())[meeting.pk]
        titles[days, level] = [one.title for one in found if one.kind == "charter"]
    assert [case for case, found in titles.items() if found] == [(30, "strategic")]
    assert charter.review_meeting is None


def test_how_often_and_when_next_is_for_the_leads_to_say(client: Client, story: Story) -> None:
    charter = signed(story)
    client.force_login(story.supplier_lead)
    day = today() + timedelta(days=100)
    yesterday = today() - timedelta(days=1)
    for months, on, field in ((0, day, "months"), (6, yesterday, "review_on")):
        page = client.post(PLAN, {"months": months, "review_on": on.isoformat()})
        assert field in page.context["interval"].errors
    for _ in range(2):
        assert client.post(PLAN, {"months": 6, "review_on": day.isoformat()})["Location"] == CHARTER
    charter.refresh_from_db()
    assert (charter.review_months, charter.review_on) == (6, day)
    assert TimelineEvent.objects.filter(kind="charter.review_set").count() == 1


def test_leads_are_reminded_a_month_before_and_on_the_day_and_once(story: Story) -> None:
    charter = signed(story)
    day = charter.review_on
    assert day is not None
    Message.objects.all().delete()
    assert remind_charter_reviews(at(day - timedelta(days=31))) == 0
    assert remind_charter_reviews(at(day - timedelta(days=30))) == 2
    assert remind_charter_reviews(at(day - timedelta(days=29))) == 0
    assert {mail.to for mail in Message.objects.all()} == {story.lead.email, story.supplier_lead.email}
    assert "both sides look at the charter" in Message.objects.all()[0].text
    assert remind_charter_reviews(at(day + timedelta(days=3))) == 2, "a missed sweep is caught up"
    assert remind_charter_reviews(at(day + timedelta(days=4))) == 0
    assert Message.objects.filter(subject__contains="is due").count() == 2
    record_review(actor=story.actor("lead"), charter=charter, held_on=today(), outcome="holds")
    charter.refresh_from_db()
    assert charter.review_on == months_after(today(), 12)


def test_on_the_day_itself_and_not_the_day_before(story: Story) -> None:
    day = signed(story).review_on
    assert day is not None
    remind_charter_reviews(at(day - timedelta(days=30)))
    for days, mails in ((-1, 0), (0, 2), (1, 0)):
        assert remind_charter_reviews(at(day + timedelta(days=days))) == mails, days


@pytest.mark.parametrize(("ahead", "mails"), [(29, 0), (30, 2), (31, 0)])
def test_one_that_is_set_nearer_than_a_month_ahead_needs_no_reminder_of_that(
    story: Story, ahead: int, mails: int
) -> None:
    signed(story)
    day = today()
    CharterVersion.objects.update(review_on=day + timedelta(days=ahead), review_set_on=day, reminded="")
    assert remind_charter_reviews(at(day)) == mails
    assert remind_charter_reviews(at(day + timedelta(days=1))) == (2 if ahead == 31 else 0)


def test_a_side_without_a_lead_is_reached_through_its_senior(story: Story) -> None:
    charter = signed(story)
    Role.objects.filter(person=story.lead, part=Part.LEAD).update(until=date(2025, 1, 1))
    Message.objects.all().delete()
    assert charter.review_on is not None
    assert remind_charter_reviews(at(charter.review_on)) == 2
    assert {mail.to for mail in Message.objects.all()} == {story.sro.email, story.supplier_lead.email}


def test_an_ended_partnership_is_left_in_peace(story: Story) -> None:
    charter = signed(story)
    story.partnership.refresh_from_db()
    story.partnership.stage = "ended"
    story.partnership.save()
    assert charter.review_on is not None
    assert remind_charter_reviews(at(charter.review_on)) == 0
