"""The owner is reminded three days before, on the day, and weekly while late: one mail a day for it all."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from governance.action_items.digest import remind_of_actions
from governance.action_items.models import ActionItem, next_reminder
from governance.action_items.services import complete, edit_action, reopen
from governance.action_items.tests.factories import day, new_action
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Space, Stage
from tests.story import Story, new_person, today

DUE = date(2027, 6, 15)


@pytest.mark.parametrize(
    ("after", "reminder"),
    [
        (DUE - timedelta(days=30), DUE - timedelta(days=3)),
        (DUE - timedelta(days=4), DUE - timedelta(days=3)),
        (DUE - timedelta(days=3), DUE),
        (DUE - timedelta(days=1), DUE),
        (DUE, DUE + timedelta(days=7)),
        (DUE + timedelta(days=6), DUE + timedelta(days=7)),
        (DUE + timedelta(days=7), DUE + timedelta(days=14)),
        (DUE + timedelta(days=30), DUE + timedelta(days=35)),
    ],
)
def test_the_next_reminder(after: date, reminder: date) -> None:
    assert next_reminder(DUE, after) == reminder


def noon(days: int) -> datetime:
    return datetime.combine(today() + timedelta(days=days), time(12), UTC)


def digests() -> list[Message]:
    return list(Message.objects.filter(key__startswith="digest/").order_by("pk"))


def reminded_on(story: Story, last: int) -> list[int]:
    """Sweep twice a day for so many days; on which of them a mail was written."""
    found = []
    for n in range(last + 1):
        new = remind_of_actions(noon(n)) + remind_of_actions(noon(n) + timedelta(hours=3))
        assert new <= 1, "one mail a day"
        found += [n] * new
    return found


def test_three_days_before_on_the_day_and_weekly_while_late(story: Story) -> None:
    action = new_action(story, due=day(10))
    assert reminded_on(story, 25) == [7, 10, 17, 24]
    first, on_the_day, late, _later = digests()
    assert "Due soon:" in first.text
    assert "Due today:" in on_the_day.text
    assert "7 days late" in late.text
    assert {message.to for message in digests()} == {story.supplier_lead.email}
    assert f"/p/school/actions/{action.number}/" in late.html
    assert "Open the ledger (School administration)" in late.text


def test_what_is_done_is_not_mentioned_and_what_is_opened_again_is(story: Story) -> None:
    action = complete(actor=story.actor("lead"), action=new_action(story, due=day(2)))
    assert reminded_on(story, 5) == []
    reopen(actor=story.actor("lead"), action=action)
    assert reminded_on(story, 2) == [2]


def test_another_day_is_another_reminder(story: Story) -> None:
    action = new_action(story, due=day(3))
    edit_action(
        actor=story.actor("lead"), action=action, version=1, title=action.title, description="",
        owner=action.owner, due=day(20), level=action.level, reason="Later",
    )  # fmt: skip
    assert reminded_on(story, 18) == [17]


def test_one_mail_a_person_across_partnerships(story: Story) -> None:
    other = Partnership.objects.get()
    other.pk, other.reference, other.title = None, "care", "Care planning"
    other.save()
    Role.objects.create(partnership=other, person=story.lead, side="customer", since=date(2024, 8, 1))
    for partnership in (story.partnership, other):
        for n in (1, 2):
            ActionItem.objects.create(
                partnership=partnership, number=n, title=f"{partnership.title} {n}", owner=story.lead,
                owner_side="customer", due=day(0), created_by=story.lead, remind_on=day(0),
            )  # fmt: skip
    new_action(story, owner="member", due=day(2))
    assert remind_of_actions(noon(2)) == 2
    mine, theirs = sorted(digests(), key=lambda message: message.to != story.lead.email)
    assert (mine.subject, theirs.subject) == ("4 actions to remember", "1 action to remember")
    for said in ("School administration 1", "Care planning 2"):
        assert said in mine.text
        assert said in mine.html
    assert (mine.organisation_id, theirs.to) == (story.customer.pk, story.member.email)


def test_a_missed_day_is_caught_up_once(story: Story) -> None:
    new_action(story, due=day(10))
    assert remind_of_actions(noon(9)) == 1, "what three days before would have said"
    assert remind_of_actions(noon(9) + timedelta(hours=1)) == 0
    assert remind_of_actions(noon(12)) == 1, "what the day would have said"
    assert reminded_on(story, 16)[-1:] == []


def test_in_the_morning_where_the_person_is(story: Story) -> None:
    story.supplier_lead.time_zone = "Pacific/Auckland"
    story.supplier_lead.save()
    new_action(story, due=day(10))
    midnight = datetime.combine(day(7), time(0), UTC)
    # Auckland is twelve or thirteen hours ahead: its morning of that day is the evening before
    assert remind_of_actions(midnight - timedelta(hours=9)) == 0, "the middle of the night there"
    assert remind_of_actions(midnight - timedelta(hours=4)) == 1
    [message] = digests()
    assert message.key == f"digest/{story.supplier_lead.pk}/{day(7).isoformat()}"


def test_nobody_who_has_gone_is_written_to(story: Story) -> None:
    new_action(story, due=day(3))
    private = new_action(story, owner="lead", due=day(3), space=Space.CUSTOMER)
    story.supplier_lead.memberships.update(ended_at=timezone.now())
    assert remind_of_actions(noon(3)) == 1
    [message] = digests()
    assert message.to == story.lead.email
    assert private.title in message.text
    Partnership.objects.update(stage=Stage.ENDED)
    assert remind_of_actions(noon(10)) == 0


@pytest.mark.parametrize("count", [3, 60])
def test_grouped_queries(
    story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        person = new_person(f"P{n}", "Busy", story.customer)
        Role.objects.create(partnership=story.partnership, person=person, side="customer")
        for number in (n * 2 + 1, n * 2 + 2):
            ActionItem.objects.create(
                partnership=story.partnership, number=number, title="One", owner=person,
                owner_side="customer", due=day(0), created_by=story.lead, remind_on=day(0),
            )  # fmt: skip
    with django_assert_max_num_queries(16):
        assert remind_of_actions(noon(0)) == count
