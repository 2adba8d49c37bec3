from datetime import date
from typing import Any

from django.test import Client

from outbox.models import Message
from partnerships.lifecycle.models import ChangeProposal, Partnership
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

EDIT = "/p/school/edit/"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "School administration",
        "category": "enhancement",
        "stage": "in_operation",
        "start": "2024-08-01",
        "end": "2034-07-31",
        "reason": "As we agreed in June.",
        "version": 1,
        **changes,
    }


def test_both_leads_may_and_the_other_side_is_told(client: Client, story: Story) -> None:
    for name in ("member", "reader", "supplier_member", "supplier_reader"):
        client.force_login(story.people[name])
        assert client.get(EDIT).status_code == 403
        assert client.post(EDIT, filled(title="Schools")).status_code == 403
    client.force_login(story.stranger)
    assert client.post(EDIT, filled(title="Schools")).status_code == 404
    assert not Message.objects.exists()

    client.force_login(story.lead)
    assert client.post(EDIT, filled(title="Schools")).status_code == 302
    mail = Message.objects.get()
    assert mail.to == story.supplier_lead.email
    assert "Title: School administration → Schools" in mail.text
    client.force_login(story.supplier_lead)
    client.post(EDIT, filled(title="School services", version=2))
    assert Message.objects.filter(to=story.lead.email).count() == 1
    event = TimelineEvent.objects.filter(kind="partnership.edited").first()
    assert event is not None
    assert event.change == {"title": ["Schools", "School services"]}
    story.partnership.refresh_from_db()
    assert story.partnership.version == 3


def test_what_binds_both_is_only_proposed(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post(EDIT, filled(title="Schools", end="2036-07-31", category="frontier", stage="preparing_end"))
    story.partnership.refresh_from_db()
    assert story.partnership.title == "Schools"
    assert story.partnership.end == date(2034, 7, 31)
    assert (story.partnership.category, story.partnership.stage) == ("enhancement", "in_operation")
    assert set(ChangeProposal.objects.values_list("kind", flat=True)) == {"period", "category", "stage"}


def test_until_it_binds_the_customer_decides_alone(client: Client, story: Story) -> None:
    Partnership.objects.update(state=Partnership.State.PROPOSED)
    client.force_login(story.supplier_lead)
    assert client.post(EDIT, filled(end="2036-07-31")).status_code in (403, 404)
    client.force_login(story.lead)
    assert "Why?" not in client.get(EDIT).content.decode()
    assert client.post(EDIT, filled(end="2036-07-31", reason="")).status_code == 302
    assert Partnership.objects.get().end == date(2036, 7, 31)
    assert not ChangeProposal.objects.exists()


def test_the_later_of_two_is_told_and_keeps_what_was_typed(client: Client, story: Story) -> None:
    client.force_login(story.supplier_lead)
    client.post(EDIT, filled(title="Schools"))
    client.force_login(story.lead)
    page = client.post(EDIT, filled(title="School services"))
    text = page.content.decode()
    assert "Jonas Berg changed this while you had it open" in text
    assert 'value="School services"' in text
    assert Partnership.objects.get().title == "Schools"
    again = page.context["form"]["version"].value()
    client.post(EDIT, filled(title="School services", version=again))
    assert Partnership.objects.get().title == "School services"


def test_saved_unchanged_nothing_happens(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post(EDIT, filled())
    assert not Message.objects.exists()
    assert not TimelineEvent.objects.exists()
    assert Partnership.objects.get().version == 1


def test_the_constraint_speaks_at_the_field(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(EDIT, filled(end="2020-01-01"))
    assert page.context["form"].errors["end"] == ["The end has to come after the start."]
    page = client.post(EDIT, filled(end="2036-07-31", reason=" "))
    assert "reason" in page.context["form"].errors
    assert Partnership.objects.get().end == date(2034, 7, 31)
    assert not ChangeProposal.objects.exists()
