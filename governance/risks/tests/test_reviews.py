"""Reviews are called to mind: a week before, on the day, weekly while late, each once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.action_items.tests.factories import day, day_there
from governance.risks.models import Risk
from governance.risks.reminders import remind_reviews
from governance.risks.services import edit_risk
from governance.risks.tests.factories import new_risk
from outbox.models import Message
from partnerships.people.models import Role
from tests.story import Story

pytestmark = pytest.mark.django_db


def at(when: date) -> datetime:
    return datetime.combine(when, time(5), UTC)


def test_a_week_before_on_the_day_and_weekly_when_late(story: Story) -> None:
    new_risk(story, by="supplier_lead")
    for days, mails in (
        (29, 0),
        (8, 0),
        (7, 1),
        (6, 0),
        (1, 0),
        (0, 1),
        (-1, 0),
        (-6, 0),
        (-7, 1),
        (-8, 0),
        (-13, 0),
        (-14, 1),
    ):
        now = at(day(30 - days))
        assert remind_reviews(now) == mails, f"{days} days before"
        assert remind_reviews(now) == 0, "twice does nothing twice"
    subjects = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert [subject.split(":")[0] for subject in subjects][1:] == [
        "Review R-1 today",
        "7 days late",
        "14 days late",
    ]
    assert set(Message.objects.values_list("to", flat=True)) == {story.supplier_lead.email}
    assert "/p/school/risks/1/" in Message.objects.latest("pk").text


def test_a_review_set_for_next_week_needs_no_warning_today(story: Story) -> None:
    risk = new_risk(story, by="supplier_lead", review_on=day(3))
    assert remind_reviews(timezone.now()) == 0
    assert remind_reviews(at(day(5))) == 1, "a missed day is caught up"
    Risk.objects.filter(pk=risk.pk).update(state="closed")
    assert remind_reviews(at(day(20))) == 0


@pytest.mark.parametrize(("days", "mails"), [(6, 0), (7, 1), (8, 0)])
def test_one_set_for_a_week_ahead_is_called_to_mind_and_none_that_is_nearer(
    story: Story, days: int, mails: int
) -> None:
    new_risk(story, by="supplier_lead", review_on=day(days))
    assert remind_reviews(at(day(0))) == mails
    assert remind_reviews(at(day(1))) == (1 if days == 8 else 0)


def test_who_has_left_is_not_asked_but_the_leads_of_the_side_are(story: Story) -> None:
    new_risk(story, owner="supplier_member", review_on=day(20))
    Message.objects.all().delete()
    Role.objects.filter(person=story.supplier_member).update(until=day(-1))
    assert remind_reviews(at(day(20))) == 1
    mail = Message.objects.get()
    assert mail.to == story.supplier_lead.email
    assert "Maja Ek" in mail.text


def test_a_side_of_its_own_reminds_its_own(story: Story) -> None:
    new_risk(story, owner="member", space="customer", review_on=day(20))
    Message.objects.all().delete()
    Role.objects.filter(person=story.member).update(until=day(-1))
    remind_reviews(at(day(20)))
    assert set(Message.objects.values_list("to", flat=True)) == {story.lead.email}


def test_it_waits_in_my_work(client: Client, story: Story) -> None:
    risk = new_risk(story, review_on=day(20))
    client.force_login(story.supplier_lead)
    waiting, coming = client.get("/").content.decode().split("Coming up")
    assert "Review risk R-1" not in waiting
    assert "Review risk R-1" in coming
    Risk.objects.filter(pk=risk.pk).update(review_on=day_there(-5))
    page = client.get("/").content.decode()
    assert "Review risk R-1" in page
    assert "5 days late" in page
    client.force_login(story.lead)
    assert "Review risk R-1" not in client.get("/").content.decode()


def test_put_off_it_is_called_to_mind_again(story: Story) -> None:
    risk = new_risk(story, by="supplier_lead", review_on=day(0))
    assert remind_reviews(timezone.now()) == 1
    said = {name: getattr(risk, name) for name in ("event", "cause", "effect", "bears", "manages", "reason")}
    edit_risk(
        actor=story.actor("lead"),
        risk=risk,
        version=1,
        owner=risk.owner,
        review_on=day(0) + timedelta(days=40),
        **said,
    )
    assert remind_reviews(timezone.now()) == 0
    assert remind_reviews(at(day(35))) == 1
