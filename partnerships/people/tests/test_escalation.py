"""One escalation contact for each level and side, and to whom one turns where there is none."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from partnerships.people.contacts import escalation_contacts
from partnerships.people.models import Role
from partnerships.sides import Level, Part
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, today

PEOPLE = "/p/school/people/"


def role_of(story: Story, name: str) -> Role:
    return Role.objects.get(person=story.people[name])


def post(client: Client, story: Story, name: str, **changes: Any) -> int:
    role = role_of(story, name)
    form = {"part": role.part, "level": role.level, "since": role.since.isoformat(), "until": ""}
    given = {**form, "version": role.version, **changes}
    return client.post(f"{PEOPLE}{role.pk}/", given).status_code


def names(story: Story, level: str) -> list[str]:
    return [role.person.given_name for role in escalation_contacts(story.partnership.pk, level)]


def test_each_side_names_its_own_and_the_newest_counts(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    assert names(story, Level.OPERATIONAL) == ["Karin", "Jonas"], "the leads, where nobody is named"
    assert post(client, story, "member", is_escalation="on") == 302
    assert names(story, Level.OPERATIONAL) == ["Eva", "Jonas"]
    assert names(story, Level.STRATEGIC) == ["Anna", "Per"], "another level"
    assert post(client, story, "supplier_member", is_escalation="on") == 403
    # another one on the same level takes it over; the level goes with the role
    assert post(client, story, "lead", level="operational", is_escalation="on") == 302
    assert names(story, Level.OPERATIONAL) == ["Karin", "Jonas"]
    assert not role_of(story, "member").is_escalation
    event = TimelineEvent.objects.filter(kind="role.changed").first()
    assert event
    assert event.change["is_escalation"] == ["no", "yes"]
    client.force_login(story.supplier_lead)
    assert post(client, story, "supplier_member", is_escalation="on", face="entrepreneur") == 302
    assert names(story, Level.OPERATIONAL) == ["Karin", "Maja"]


def test_whoever_has_gone_is_not_turned_to(story: Story) -> None:
    member = Role.objects.filter(person=story.member)
    member.update(is_escalation=True)
    assert names(story, Level.OPERATIONAL) == ["Eva", "Jonas"]
    story.member.memberships.update(ended_at=timezone.now())
    assert names(story, Level.OPERATIONAL) == ["Karin", "Jonas"]
    Role.objects.filter(part=Part.LEAD).update(until=today() - timedelta(days=1))
    assert names(story, Level.OPERATIONAL) == ["Anna", "Per"]


def test_a_reader_is_no_contact_and_a_customer_has_no_face(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    role = role_of(story, "reader")
    form = {"part": "reader", "level": "operational", "since": "2024-08-01", "version": 1}
    page = client.post(f"{PEOPLE}{role.pk}/", {**form, "is_escalation": "on"})
    assert "cannot be the escalation contact" in str(page.context["form"].errors["is_escalation"])
    assert "face" not in page.context["form"].fields
    assert post(client, story, "lead", responsibilities="Everything between the two sides") == 302
    assert role_of(story, "lead").responsibilities == "Everything between the two sides"
    for wrong in ({"is_escalation": True, "part": "reader"}, {"face": "supplier"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.filter(pk=role.pk).update(**wrong)


def test_the_database_knows_one_contact_of_a_level(story: Story) -> None:
    Role.objects.filter(person=story.member).update(is_escalation=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.filter(person=story.lead).update(is_escalation=True, level=Level.OPERATIONAL)
    yesterday = today() - timedelta(days=1)
    Role.objects.filter(person=story.member).update(until=yesterday)
    Role.objects.filter(person=story.lead).update(is_escalation=True, level=Level.OPERATIONAL)
