"""Each side manages its own people; neither can touch the other's."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from outbox.models import Message
from partnerships.access.actors import find_actor
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.people.services import change_role, end_role, give_role, name_peer
from partnerships.sides import Part, Side
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, new_person, today

PEOPLE = "/p/school/people/"
GIVE = "/p/school/people/new/"


def filled(**changes: Any) -> dict[str, Any]:
    return {"part": "member", "level": "tactical", "since": today().isoformat(), "until": "", **changes}


def role_of(story: Story, name: str) -> Role:
    return Role.objects.get(person=story.people[name])


def test_each_side_gives_roles_to_its_own(client: Client, story: Story) -> None:
    for name in ("member", "reader", "supplier_reader"):
        client.force_login(story.people[name])
        assert client.get(PEOPLE).status_code == 200
        assert client.post(GIVE, filled(person=story.officer.pk)).status_code == 403
    client.force_login(story.stranger)
    assert client.post(GIVE, filled(person=story.officer.pk)).status_code == 404

    client.force_login(story.lead)
    for wrong in ("supplier_officer", "stranger", "supplier_lead"):
        page = client.post(GIVE, filled(person=story.people[wrong].pk))
        assert "person" in page.context["form"].errors
    assert not Message.objects.exists()
    for _ in range(2):
        assert client.post(GIVE, filled(person=story.officer.pk, part="finance")).status_code == 302
    role = role_of(story, "officer")
    assert (role.side, role.part) == (Side.CUSTOMER, Part.FINANCE)
    assert Message.objects.get().to == story.officer.email
    assert TimelineEvent.objects.get().kind == "role.given"
    client.force_login(story.supplier_lead)
    client.post(GIVE, filled(person=story.supplier_officer.pk))
    assert role_of(story, "supplier_officer").side == Side.SUPPLIER


def test_the_others_role_cannot_be_touched(client: Client, story: Story) -> None:
    elsewhere = Partnership.objects.get()
    elsewhere.pk, elsewhere.reference = None, "other"
    elsewhere.save()
    foreign = Role.objects.create(partnership=elsewhere, person=story.officer, side="customer")
    own, other = role_of(story, "member"), role_of(story, "supplier_member")
    client.force_login(story.lead)
    end = {"end": "yes", "last_day": today().isoformat()}
    for role, status in ((other, 403), (foreign, 404)):
        assert client.get(f"{PEOPLE}{role.pk}/").status_code == status
        assert client.post(f"{PEOPLE}{role.pk}/", end).status_code == status
        assert client.post(f"{PEOPLE}{role.pk}/", filled(version=1)).status_code == status
        actor = story.actor("lead")
        with pytest.raises(PermissionDenied):
            end_role(actor=actor, role=role, until=today())
        with pytest.raises(PermissionDenied):
            name_peer(actor=actor, role=role, peer=own)
        with pytest.raises(PermissionDenied):
            change_role(
                actor=actor, role=role, version=1, part="lead", level="tactical", since=today(), until=None
            )
        role.refresh_from_db()
        assert (role.until, role.version) == (None, 1)
    assert client.post(f"{PEOPLE}{own.pk}/", end).status_code == 302
    own.refresh_from_db()
    assert own.until == today()


def test_naming_a_peer_is_mutual(client: Client, story: Story) -> None:
    lead, theirs, srie = (role_of(story, name) for name in ("lead", "supplier_lead", "srie"))
    client.force_login(story.lead)
    form = filled(part="lead", since="2024-08-01", version=1)
    client.post(f"{PEOPLE}{lead.pk}/", {**form, "peer": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.peer == lead
    # contact is one to one: a new peer frees the old one
    client.post(f"{PEOPLE}{lead.pk}/", {**form, "peer": srie.pk})
    for role in (lead, theirs, srie):
        role.refresh_from_db()
    assert [lead.peer, srie.peer, theirs.peer] == [srie, lead, None]
    page = client.post(f"{PEOPLE}{lead.pk}/", {**form, "peer": role_of(story, "member").pk})
    assert "peer" in page.context["form"].errors, "a peer is on the other side"
    with pytest.raises(ValidationError):
        name_peer(actor=story.actor("lead"), role=lead, peer=role_of(story, "sro"))
    client.post(f"{PEOPLE}{lead.pk}/", {**form, "peer": ""})
    srie.refresh_from_db()
    assert srie.peer is None


def test_nobody_stands_on_both_sides(client: Client, story: Story) -> None:
    both = new_person("Bo", "Both", story.customer)
    both.memberships.create(organisation=story.supplier)
    client.force_login(story.lead)
    assert client.post(GIVE, filled(person=both.pk)).status_code == 302
    client.force_login(story.supplier_lead)
    page = client.post(GIVE, filled(person=both.pk))
    assert page.context["form"].errors["person"], "nor is offered"
    given: dict[str, Any] = {"part": "member", "level": "tactical", "since": today()}
    with pytest.raises(ValidationError, match="Nobody stands on both"):
        give_role(actor=story.actor("supplier_lead"), person=both, **given)
    assert Role.objects.get(person=both).side == Side.CUSTOMER


def test_a_facilitator_may_come_from_outside_both(client: Client, story: Story) -> None:
    client.force_login(story.lead)

    def refused(**given: Any) -> str:
        return str(client.post(GIVE, filled(**given)).context["form"].errors)

    outsider = story.stranger.email.upper()
    assert "Only a facilitator" in refused(outsider=outsider)
    assert "Nobody has an account" in refused(outsider="no@body.example", part="facilitator")
    assert "does not belong" in refused(outsider=story.supplier_officer.email, part="facilitator")
    assert "not both" in refused(outsider=outsider, person=story.officer.pk, part="facilitator")
    assert "Please choose" in refused()
    assert find_actor(story.stranger, "school") is None
    assert client.post(GIVE, filled(outsider=outsider, part="facilitator")).status_code == 302
    assert story.actor("stranger").is_outsider
    role = role_of(story, "stranger")
    page = client.post(f"{PEOPLE}{role.pk}/", filled(part="lead", version=1))
    assert "part" in page.context["form"].errors, "an outsider is a facilitator and nothing else"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"until": "2020-01-01"}, "until", "cannot come before"),
        ({"part": "srie"}, "part", "not one of the available"),
        ({"since": ""}, "since", "fill this in"),
        ({"since": "31.2.2026"}, "since", "valid date"),
        ({"level": "cosmic"}, "level", "not one of"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(story.lead)
    page = client.post(GIVE, filled(person=story.officer.pk, **changes))
    assert words in str(page.context["form"].errors[field])
    assert not Role.objects.filter(person=story.officer).exists()


def test_the_database_holds_the_senior_parts_to_their_sides(story: Story) -> None:
    with pytest.raises(ValidationError) as refusal:
        give_role(
            actor=story.actor("lead"), person=story.officer, part="srie", level="strategic", since=today()
        )
    assert "the SRIE on the supplier's" in str(refusal.value)


def test_the_same_role_twice_at_a_time(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(GIVE, filled(person=story.member.pk, until=(today() + timedelta(9)).isoformat()))
    assert "has that role already" in str(page.context["form"].errors["part"])


def test_a_role_changed_by_two_at_once(client: Client, story: Story) -> None:
    role = role_of(story, "member")
    client.force_login(story.sro)
    form = filled(since="2024-08-01", version=1)
    client.post(f"{PEOPLE}{role.pk}/", {**form, "level": "strategic"})
    client.force_login(story.lead)
    page = client.post(f"{PEOPLE}{role.pk}/", form)
    assert "Anna Hedlund changed this" in page.content.decode()
    role.refresh_from_db()
    assert role.level == "strategic"


def test_an_ended_role_lets_go_the_day_after(client: Client, story: Story) -> None:
    role = role_of(story, "member")
    client.force_login(story.lead)
    too_early = client.post(f"{PEOPLE}{role.pk}/", {"end": "yes", "last_day": "2020-01-01"})
    assert "The last day cannot come before the first." in too_early.content.decode()
    yesterday = today() - timedelta(days=1)
    client.post(f"{PEOPLE}{role.pk}/", {"end": "yes", "last_day": yesterday.isoformat()})
    page = client.get(PEOPLE)
    assert [past.person_id for past in page.context["past"]] == [story.member.pk]
    client.force_login(story.member)
    assert client.get(PEOPLE).status_code == 404
