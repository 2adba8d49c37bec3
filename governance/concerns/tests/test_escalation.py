"""Escalation: up by hand once both views stand, up by time, and what becomes of a side that never answers."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from governance.concerns.escalation import escalate, escalate_overdue, remind_seniors
from governance.concerns.models import Concern, EscalationPolicy, working_days_after
from governance.concerns.services import raise_concern, write_perspective
from governance.concerns.tests.factories import WORDS, at, new_concern, write_both
from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

pytestmark = pytest.mark.django_db

LIST = "/p/school/concerns/"
ONE = f"{LIST}1/"
UP = f"{ONE}escalate/"


def up(concern: Concern, from_level: str = "operational") -> dict[str, str]:
    return {"note": "Who may free the time?", "from_level": from_level}


def test_up_by_hand_once_both_views_stand(client: Client, story: Story) -> None:
    concern = new_concern(story)
    client.force_login(story.member)
    page = client.post(UP, up(concern)).content.decode()
    assert "Missing: Customer, Supplier." in page
    write_perspective(actor=story.actor("member"), concern=concern, text="They are few.", version=0)
    assert "Missing: Supplier." in client.post(UP, up(concern)).content.decode()
    write_perspective(actor=story.actor("supplier_member"), concern=concern, text="They hurry.", version=0)
    for name, status in (("reader", 403), ("supplier_reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(UP, up(concern)).status_code == status
    client.force_login(story.supplier_member)
    page = client.post(UP, {**up(concern), "from_level": "tactical"}).content.decode()
    assert "Who may free the time?" in page, "what was typed is not lost"
    assert "note" in client.post(UP, {**up(concern), "note": " "}).context["form"].errors
    told = "Eva Ström (customer), Karin Lind (customer) and Jonas Berg (supplier) will be told by email."
    assert told in client.get(UP).content.decode()
    Message.objects.all().delete()
    assert client.post(UP, up(concern))["Location"] == ONE, "either side may"
    concern.refresh_from_db()
    assert concern.level == "tactical"
    assert {mail.to for mail in Message.objects.all()} == {
        story.member.email, story.lead.email, story.supplier_lead.email,
    }  # fmt: skip
    assert all("Who may free the time?" in mail.text for mail in Message.objects.all())
    assert "Who may free the time?" in client.get(ONE).content.decode()
    page = client.post(UP, up(concern)).content.decode()
    assert "gone up already" in page, "of two at once, one does"
    client.post(UP, up(concern, "tactical"))
    concern.refresh_from_db()
    assert (concern.level, concern.customer_holder, concern.supplier_holder) == (
        "strategic", story.sro, story.srie,
    )  # fmt: skip
    assert "there is none above it" in client.post(UP, up(concern, "strategic")).content.decode()
    events = TimelineEvent.objects.filter(kind="concern.escalated")
    assert [event.change["level"] for event in events] == [
        ["tactical", "strategic"],
        ["operational", "tactical"],
    ]


def test_the_limit_takes_it_up_by_itself_and_twice_does_nothing_twice(story: Story) -> None:
    concern = new_concern(story)
    write_both(story, concern)
    due = concern.due_on
    assert due is not None
    Message.objects.all().delete()
    assert escalate_overdue(at(due)) == 0, "its last day is still theirs"
    day = due + timedelta(days=1)
    assert escalate_overdue(at(day)) == 1
    for _ in range(2):
        assert escalate_overdue(at(day)) == 0
    concern.refresh_from_db()
    assert (concern.level, concern.due_on) == ("tactical", working_days_after(day, 10))
    assert {mail.to for mail in Message.objects.all()} == {
        story.lead.email, story.supplier_lead.email, story.member.email,
    }  # fmt: skip
    assert all("The time for a concern" in mail.text for mail in Message.objects.all())
    event = TimelineEvent.objects.get(kind="concern.time_ran_out")
    assert event.person is None


def test_a_side_that_never_answers(client: Client, story: Story) -> None:
    concern = new_concern(story)
    write_perspective(actor=story.actor("member"), concern=concern, text="They are few.", version=0)
    Message.objects.all().delete()
    assert concern.due_on is not None
    day = concern.due_on + timedelta(
        days=30
    )  # the sweep was away for a while: the grace is theirs all the same
    assert escalate_overdue(at(day)) == 1
    assert escalate_overdue(at(day)) == 0
    reminder = Message.objects.get()
    assert reminder.to == story.supplier_lead.email
    concern.refresh_from_db()
    assert (concern.level, concern.waits_until) == ("operational", working_days_after(day, 5))
    assert concern.waits_until is not None
    assert escalate_overdue(at(concern.waits_until)) == 0
    Message.objects.all().delete()
    assert escalate_overdue(at(concern.waits_until + timedelta(days=1))) == 1
    assert escalate_overdue(at(concern.waits_until + timedelta(days=1))) == 0
    concern = Concern.objects.get()
    assert (concern.level, concern.waits_until) == ("tactical", None)
    told = {mail.to: mail for mail in Message.objects.all()}
    assert set(told) == {story.member.email, story.lead.email, story.supplier_lead.email, story.srie.email}
    assert "without your side’s view" in told[story.srie.email].text
    assert "The supplier has not written yet" in told[story.lead.email].text
    client.force_login(story.supplier_lead)
    page = client.get(ONE).content.decode()
    assert "View missing of: Supplier" in page, "what is missing is said plainly"
    assert "They are few." not in page, "and stays blind"
    write_perspective(actor=story.actor("supplier_lead"), concern=concern, text="They hurry.", version=0)
    assert "They are few." in client.get(ONE).content.decode()


def test_at_the_top_sro_and_srie_are_reminded_weekly(story: Story) -> None:
    concern = new_concern(story, level="strategic")
    Message.objects.all().delete()
    assert concern.due_on is not None
    for days, mails in ((0, 0), (1, 2), (3, 0), (6, 0), (7, 2), (8, 0), (14, 2)):
        now = at(concern.due_on + timedelta(days=days))
        assert remind_seniors(now) == mails, f"{days} days past"
        assert remind_seniors(now) == 0
        assert escalate_overdue(now) == 0
    assert set(Message.objects.values_list("to", flat=True)) == {story.sro.email, story.srie.email}


def test_what_has_ended_or_is_a_sides_own_waits_for_nobody(story: Story) -> None:
    new_concern(story, space="customer")
    write_both(story, new_concern(story))
    far = timezone.now() + timedelta(days=100)
    Partnership.objects.update(stage="ended")
    assert escalate_overdue(far) + remind_seniors(far) == 0
    Partnership.objects.update(stage="in_operation")
    assert escalate_overdue(far) == 1


def test_new_hands_where_somebody_has_left(client: Client, story: Story) -> None:
    concern = new_concern(story, by="supplier_member")
    Message.objects.all().delete()
    assert escalate_overdue(timezone.now()) == 0
    Role.objects.filter(person=story.lead).update(until=today() - timedelta(days=1))
    assert escalate_overdue(timezone.now()) == 1
    assert escalate_overdue(timezone.now()) == 0
    concern.refresh_from_db()
    assert (concern.customer_holder, concern.supplier_holder) == (story.sro, story.supplier_lead)
    assert Message.objects.get().to == story.sro.email
    client.force_login(story.reader)
    assert "Anna Hedlund" in client.get(ONE).content.decode()


def test_leads_set_the_days_and_the_other_side_is_told(client: Client, story: Story) -> None:
    address = f"{LIST}ladder/"
    first = new_concern(story)
    given = {"operational_days": 3, "tactical_days": 4, "strategic_days": 5, "version": 1}
    for name, status in (("member", 403), ("sro", 403), ("reader", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(address, given).status_code == status
    assert not EscalationPolicy.objects.exists()
    client.force_login(story.supplier_lead)
    assert "operational_days" in client.post(address, {**given, "operational_days": 0}).context["form"].errors
    Message.objects.all().delete()
    assert client.post(address, given).status_code == 302
    mail = Message.objects.get()
    assert mail.to == story.lead.email
    assert "Operational: 3 working days" in mail.text
    client.force_login(story.lead)
    page = client.post(address, {**given, "operational_days": 8}).content.decode()
    assert "Jonas Berg changed this while you had it open" in page
    first_due = Concern.objects.get(pk=first.pk).due_on
    assert first_due == working_days_after(first.raised_at.date(), 10), "what is on its way keeps its day"
    second = new_concern(story)
    assert second.due_on == working_days_after(second.raised_at.date(), 3)
    client.force_login(story.reader)
    page = client.get(address).content.decode()
    assert "Anna Hedlund" in page, "who it comes to on the strategic level"
    assert 'name="operational_days"' not in page


def test_only_who_may(story: Story) -> None:
    concern = new_concern(story)
    write_both(story, concern)
    with pytest.raises(PermissionDenied):
        raise_concern(actor=story.actor("reader"), **WORDS)
    with pytest.raises(PermissionDenied):
        escalate(actor=story.actor("supplier_reader"), concern=concern, from_level="operational", note="x")
    escalate(actor=story.actor("supplier_member"), concern=concern, from_level="operational", note="x")
    with pytest.raises(ValidationError, match="gone up already"):
        escalate(actor=story.actor("member"), concern=concern, from_level="operational", note="x")
    assert TimelineEvent.objects.filter(kind="concern.escalated").count() == 1


def test_working_days_are_mondays_to_fridays() -> None:
    friday = date(2026, 11, 20)
    assert working_days_after(friday, 1) == date(2026, 11, 23)
    assert working_days_after(friday, 10) == date(2026, 12, 4)
    assert working_days_after(date(2026, 11, 21), 1) == date(2026, 11, 23)
