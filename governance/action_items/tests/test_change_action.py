"""An action is added, handed over, changed, ticked off and opened again."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from governance.action_items.models import ActionItem
from governance.action_items.services import add_action, complete, edit_action
from governance.action_items.tests.factories import day, new_action
from outbox.models import Message
from partnerships.sides import Space
from partnerships.timeline.models import TimelineEvent
from tests.story import Story, tell_story

LIST = "/p/school/actions/"
NEW = "/p/school/actions/new/"


def filled(story: Story, owner: str = "supplier_lead", **changes: Any) -> dict[str, Any]:
    return {
        "title": "Open the ledger",
        "description": "",
        "owner": story.people[owner].pk,
        "due": day(7).isoformat(),
        "level": "tactical",
        "space": "joint",
        **changes,
    }


def test_either_side_adds_and_the_owner_is_told(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.get(NEW).status_code == status
        assert client.post(NEW, filled(story)).status_code == status
    assert not ActionItem.objects.exists()
    client.force_login(story.member)
    assert client.post(NEW, filled(story))["Location"] == LIST
    client.force_login(story.supplier_member)
    client.post(NEW, filled(story, owner="supplier_member"))
    first, second = ActionItem.objects.order_by("number")
    assert (first.number, first.owner_side, second.number) == (1, "supplier", 2)
    mail = Message.objects.get()
    assert mail.to == story.supplier_lead.email, "one's own action needs no mail"
    assert "/p/school/actions/1/" in mail.text
    assert mail.organisation_id == story.supplier.pk


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": "  "}, "title", "fill this in"),
        ({"title": "x" * 201}, "title", "200"),
        ({"due": "some day"}, "due", "valid date"),
        ({"due": "1999-01-01"}, "due", "has passed"),
        ({"owner": ""}, "owner", "fill this in"),
        ({"owner": "999999"}, "owner", "not one of"),
        ({"level": "cosmic"}, "level", "not one of"),
        ({"space": "supplier"}, "space", "not one of"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    client: Client, story: Story, changes: dict[str, str], field: str, words: str
) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, {**filled(story, description="Kept text"), **changes})
    assert words in str(page.context["form"].errors[field])
    assert "Kept text" in page.content.decode()
    assert not ActionItem.objects.exists()


def test_the_owner_has_a_role_and_may_tick_it_off(story: Story) -> None:
    actor = story.actor("lead")
    for name in ("reader", "officer", "stranger"):
        with pytest.raises(ValidationError) as refusal:
            new_action(story, owner=name)
        assert "owner" in refusal.value.error_dict
    story.supplier_member.memberships.update(ended_at=timezone.now())
    with pytest.raises(ValidationError):
        new_action(story, owner="supplier_member")
    assert complete(actor=actor, action=new_action(story, owner="member"))


def test_our_side_only_is_ours(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    page = client.post(NEW, filled(story, space="customer", owner="supplier_lead"))
    assert "owner" in page.context["form"].errors
    client.post(NEW, filled(story, space="customer", owner="sro", title="Our own line"))
    client.post(NEW, filled(story, owner="lead", title="For both"))
    for name, status in (("member", 200), ("reader", 200), ("supplier_lead", 404), ("supplier_reader", 404)):
        client.force_login(story.people[name])
        assert client.get(f"{LIST}1/").status_code == status
        assert client.get(f"{LIST}2/").status_code == 200
        page = client.get(LIST)
        assert ("Our own line" in page.content.decode()) == (status == 200)
        assert page.context["counts"]["open"] == (2 if status == 200 else 1)
    client.force_login(story.supplier_lead)
    assert client.post(f"{LIST}1/done/").status_code == 404
    assert client.post(f"{LIST}1/edit/", filled(story, version=1)).status_code == 404
    action = ActionItem.objects.get(number=1)
    with pytest.raises(PermissionDenied):
        complete(actor=story.actor("supplier_lead"), action=action)
    with pytest.raises(PermissionDenied):
        add_action(
            actor=story.actor("supplier_lead"),
            title="Into their space",
            owner=story.lead,
            due=day(1),
            level="tactical",
            space=Space.CUSTOMER,
        )
    assert not TimelineEvent.objects.visible_to(story.actor("supplier_lead")).filter(change__number=1)


def test_handing_over_tells_the_new_owner_each_time(client: Client, story: Story) -> None:
    action = new_action(story)
    client.force_login(story.lead)
    for version, owner in enumerate(["supplier_member", "supplier_lead", "lead"], 1):
        client.post(f"{LIST}1/edit/", filled(story, owner=owner, version=version))
    assert list(Message.objects.order_by("pk").values_list("to", flat=True)) == [
        story.supplier_lead.email,
        story.supplier_member.email,
        story.supplier_lead.email,
    ]
    action.refresh_from_db()
    assert (action.owner, action.owner_side, action.version) == (story.lead, "customer", 4)
    event = TimelineEvent.objects.filter(kind="action.edited").first()
    assert event is not None
    assert event.change["owner"] == ["Jonas Berg", "Karin Lind"]
    page = client.get(f"{LIST}1/").content.decode()
    assert "Jonas Berg → Karin Lind" in page


def test_the_later_of_two_is_told_and_keeps_what_was_typed(client: Client, story: Story) -> None:
    new_action(story)
    new_action(story, title="Another")
    client.force_login(story.supplier_lead)
    client.post(f"{LIST}1/edit/", filled(story, title="Open it in May", version=1))
    client.force_login(story.lead)
    client.post(f"{LIST}2/edit/", filled(story, title="Not this one", version=1))
    page = client.post(f"{LIST}1/edit/", filled(story, title="Open it in June", version=1))
    assert "Jonas Berg changed this while you had it open" in page.content.decode()
    assert 'value="Open it in June"' in page.content.decode()
    assert ActionItem.objects.get(number=1).title == "Open it in May"
    version = page.context["form"]["version"].value()
    client.post(f"{LIST}1/edit/", filled(story, title="Open it in June", version=version))
    assert ActionItem.objects.get(number=1).title == "Open it in June"
    missing = client.post(f"{LIST}1/edit/", filled(story, title="No version"))
    assert missing.status_code == 200


def test_ticked_off_from_a_list_and_opened_again(client: Client, story: Story) -> None:
    new_action(story)
    for name, status in (("reader", 403), ("supplier_reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{LIST}1/done/").status_code == status
    client.force_login(story.supplier_lead)
    assert client.get(f"{LIST}1/done/").status_code == 405
    for _ in range(2):
        response = client.post(f"{LIST}1/done/", {"next": "/p/school/?x=1", "note": "Went well"})
        assert response["Location"] == "/p/school/?x=1"
    action = ActionItem.objects.get()
    assert (action.state, action.done_by, action.done_note) == ("done", story.supplier_lead, "Went well")
    assert TimelineEvent.objects.filter(kind="action.done").count() == 1
    client.force_login(story.lead)
    for _ in range(2):
        client.post(f"{LIST}1/done/", {"do": "reopen"})
    action.refresh_from_db()
    assert (action.state, action.done_by, action.done_at, action.done_note) == ("open", None, None, "")
    assert TimelineEvent.objects.filter(kind="action.reopened").count() == 1


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_next_leads_nowhere_else(client: Client, story: Story, onward: str) -> None:
    new_action(story)
    client.force_login(story.lead)
    assert client.post(f"{LIST}1/done/", {"next": onward})["Location"] == f"{LIST}1/"


def test_a_note_too_long_is_kept_and_refused(client: Client, story: Story) -> None:
    new_action(story)
    client.force_login(story.lead)
    page = client.post(f"{LIST}1/done/", {"note": "x" * 2001})
    assert "note" in page.context["tick"].errors
    assert ActionItem.objects.get().state == "open"


def test_edit_saved_unchanged_nothing_happens(story: Story) -> None:
    action = new_action(story)
    edit_action(
        actor=story.actor("lead"),
        action=action,
        version=1,
        title=action.title,
        description="",
        owner=action.owner,
        due=action.due,
        level=action.level,
    )
    action.refresh_from_db()
    assert action.version == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_counted_once_each_however_many_add_at_once() -> None:
    story = tell_story()
    start, refused = threading.Barrier(6), []

    def add() -> None:
        try:
            actor = story.actor("lead")
            start.wait()
            for n in range(5):
                add_action(actor=actor, title=f"No {n}", owner=story.sro, due=day(1), level="tactical")
        except Exception as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert sorted(ActionItem.objects.values_list("number", flat=True)) == list(range(1, 31))
