"""An early warning is raised in one line, and closed when both sides have closed it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from governance.warnings.models import EarlyWarning
from governance.warnings.services import close_warning, raise_warning
from outbox.models import Message
from partnerships.people.models import Role
from partnerships.sides import Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

pytestmark = pytest.mark.django_db

LIST = "/p/school/warnings/"


def test_raised_in_one_line_and_the_other_sides_leads_are_told(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("supplier_officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(LIST, {"text": "No"}).status_code == status
    client.force_login(story.supplier_member)
    for wrong in ("", "   ", "x" * 201):
        assert "text" in client.post(LIST, {"text": wrong}).context["form"].errors
    assert client.post(LIST, {"text": "Two are about  to leave"})["Location"] == LIST
    warning = EarlyWarning.objects.get()
    assert (warning.text, warning.raised_side) == ("Two are about to leave", "supplier")
    mail = Message.objects.get()
    assert (mail.to, mail.organisation_id) == (story.lead.email, story.customer.pk)
    assert "Two are about to leave" in mail.text
    for name in ("reader", "supplier_reader"):
        client.force_login(story.people[name])
        page = client.get(LIST).content.decode()
        assert "Two are about to leave" in page
        assert "<form method" not in page.split("<main")[1]


def test_closed_only_when_both_sides_have(client: Client, story: Story) -> None:
    warning = raise_warning(actor=story.actor("lead"), text="The survey")
    close = f"{LIST}{warning.pk}/close/"
    Message.objects.all().delete()
    client.force_login(story.member)
    for _ in range(2):
        client.post(close)
    warning.refresh_from_db()
    assert warning.closed_at is None
    assert warning.customer_closed_by == story.member
    assert [mail.to for mail in Message.objects.all()] == [story.supplier_lead.email]
    client.force_login(story.supplier_lead)
    assert "Close the early warning" in client.get("/").content.decode()
    assert "the other side has closed it (Eva Ström)" in client.get(LIST).content.decode()
    client.force_login(story.supplier_reader)
    assert client.post(close).status_code == 403
    client.force_login(story.stranger)
    assert client.post(close).status_code == 404
    client.force_login(story.supplier_lead)
    client.post(close)
    warning.refresh_from_db()
    assert warning.closed_at
    assert "The survey" not in client.get(LIST).content.decode()
    assert "The survey" in client.get(f"{LIST}?state=closed").content.decode()
    assert "Close the early warning" not in client.get("/").content.decode()
    assert TimelineEvent.objects.filter(kind="warning.closed").count() == 1
    client.post(close, {"do": "reopen"})
    warning.refresh_from_db()
    assert (warning.closed_at, warning.customer_closed_by, warning.supplier_closed_by) == (None, None, None)


def test_an_outside_facilitator_speaks_for_no_side(story: Story) -> None:
    Role.objects.create(
        partnership=story.partnership,
        person=story.stranger,
        side="customer",
        part=Part.FACILITATOR,
        level="tactical",
        since=story.partnership.start,
    )
    warning = raise_warning(actor=story.actor("stranger"), text="Something in the air")
    with pytest.raises(PermissionDenied):
        close_warning(actor=story.actor("stranger"), warning=warning)


def test_it_becomes_a_risk_in_its_own_words(client: Client, story: Story) -> None:
    raise_warning(actor=story.actor("lead"), text="A & B are = late?")
    client.force_login(story.supplier_lead)
    page = client.get(LIST).content.decode()
    address = page.split('href="/p/school/risks/new/?event=')[1].split('"')[0]
    form = client.get(f"/p/school/risks/new/?event={address}").context["form"]
    assert form["event"].value() == "A & B are = late?"
