from datetime import date
from typing import Any

from django.test import Client

from outbox.models import Message
from partnerships.lifecycle.models import Partnership
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

EDIT = "/p/school/edit/"


def filled(**changes: Any) -> dict[str, Any]:
    return {
        "title": "School administration",
        "category": "enhancement",
        "stage": "preparing_end",
        "start": "2024-08-01",
        "end": "2034-07-31",
        "version": 1,
        **changes,
    }


def test_both_leads_may_and_the_other_side_is_told(client: Client, story: Story) -> None:
    for name in ("member", "reader", "supplier_member", "supplier_reader"):
        client.force_login(story.people[name])
        assert client.get(EDIT).status_code == 403
        assert client.post(EDIT, filled()).status_code == 403
    client.force_login(story.stranger)
    assert client.post(EDIT, filled()).status_code == 404
    assert not Message.objects.exists()

    client.force_login(story.lead)
    assert client.post(EDIT, filled()).status_code == 302
    mail = Message.objects.get()
    assert mail.to == story.supplier_lead.email
    assert "Stage: In operation → Preparing the end" in mail.text
    client.force_login(story.supplier_lead)
    client.post(EDIT, filled(end="2035-01-31", version=2))
    assert Message.objects.filter(to=story.lead.email).count() == 1
    event = TimelineEvent.objects.filter(kind="partnership.edited").first()
    assert event is not None
    assert event.change == {"end": ["2034-07-31", "2035-01-31"]}
    story.partnership.refresh_from_db()
    assert story.partnership.end == date(2035, 1, 31)
    assert story.partnership.version == 3


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
    client.post(EDIT, filled(stage="in_operation"))
    assert not Message.objects.exists()
    assert not TimelineEvent.objects.exists()
    assert Partnership.objects.get().version == 1


def test_the_constraint_speaks_at_the_field(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(EDIT, filled(end="2020-01-01"))
    assert page.context["form"].errors["end"] == ["The end has to come after the start."]
    assert Partnership.objects.get().end == date(2034, 7, 31)
