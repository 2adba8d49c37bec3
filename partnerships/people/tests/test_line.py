"""A line between two peers counts as tried out when somebody says so, until one of them is another person."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from partnerships.people.models import LineTrial
from partnerships.people.services import name_peer
from partnerships.people.tests.factories import role_of
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

PEOPLE = "/p/school/people/"


@pytest.fixture
def line(story: Story) -> str:
    lead = role_of(story, "lead")
    name_peer(actor=story.actor("lead"), role=lead, peer=role_of(story, "supplier_lead"))
    return f"{PEOPLE}{lead.pk}/line/"


def wire(client: Client) -> tuple[bool, Any]:
    """Whether the leads' line is tried out, and when last."""
    [row] = [
        row for level in client.get(PEOPLE).context["contact_levels"] for row in level.rows if row.is_line
    ]
    return row.tried, row.trial and row.trial.tried_on


def tried(client: Client, url: str, day: object = None) -> Any:
    return client.post(url, {"tried_on": str(today() if day is None else day), "note": "Called"})


def test_either_side_notes_that_it_works(client: Client, story: Story, line: str) -> None:
    client.force_login(story.reader)
    assert wire(client) == (False, None)
    assert tried(client, line).status_code == 403, "a reader looks"
    client.force_login(story.stranger)
    assert tried(client, line).status_code == 404
    client.force_login(story.supplier_member)
    yesterday = today() - timedelta(days=1)
    assert tried(client, line, yesterday).status_code == 302
    client.force_login(story.lead)
    for _ in range(2):
        assert tried(client, line).status_code == 302
    assert LineTrial.objects.count() == 2, "the same day twice is one"
    assert wire(client) == (True, today())
    page = client.get(line).content.decode()
    assert "noted by Maja Ek" in page
    assert story.supplier_lead.email in page
    # from the other end it is the same line
    assert (
        "noted by Maja Ek"
        in client.get(f"{PEOPLE}{role_of(story, 'supplier_lead').pk}/line/").content.decode()
    )
    assert TimelineEvent.objects.filter(kind="line.tried").count() == 2


def test_another_person_is_another_line(client: Client, story: Story, line: str) -> None:
    client.force_login(story.lead)
    tried(client, line)
    lead = role_of(story, "lead")
    name_peer(actor=story.actor("lead"), role=lead, peer=role_of(story, "srie"))
    assert wire(client) == (False, None)
    name_peer(actor=story.actor("lead"), role=lead, peer=None)
    assert client.get(line).status_code == 404, "there is no line any more"
    name_peer(actor=story.actor("lead"), role=lead, peer=role_of(story, "supplier_lead"))
    assert wire(client) == (True, today()), "the same two know that it works"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2199-12-31", "still to come"),
        ("2024-07-31", "in their roles since"),
        ("yesterday", "valid date"),
        ("", "fill this in"),
    ],
)
def test_a_day_that_cannot_be(client: Client, story: Story, line: str, day: str, words: str) -> None:
    client.force_login(story.lead)
    page = tried(client, line, day)
    assert words in str(page.context["form"].errors["tried_on"])
    assert page.context["form"]["note"].value() == "Called", "nothing typed is lost"
    assert not LineTrial.objects.exists()


def test_a_line_is_joint_in_the_database_too(client: Client, story: Story, line: str) -> None:
    client.force_login(story.lead)
    tried(client, line)
    with pytest.raises(IntegrityError), transaction.atomic():
        LineTrial.objects.update(space="customer")
