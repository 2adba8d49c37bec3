"""A day moves for a reason, and the earlier one stays to be seen."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from common.immutable import RowIsImmutable
from governance.action_items.models import ActionItem, DueMove
from governance.action_items.services import edit_action
from governance.action_items.tests.factories import day, new_action
from partnerships.timeline.models import TimelineEvent
from tests.story import Story

ONE = "/p/school/actions/1/"


def filled(story: Story, **changes: Any) -> dict[str, Any]:
    owner = story.supplier_lead.pk
    given = {"title": "Open the ledger", "owner": owner, "due": day(7).isoformat(), "level": "tactical"}
    return {**given, "version": 1, **changes}


def test_a_day_moves_for_a_reason_only(client: Client, story: Story) -> None:
    new_action(story)
    client.force_login(story.supplier_lead)
    later = day(20).isoformat()
    page = client.post(f"{ONE}edit/", filled(story, due=later, title="Open it"))
    assert "why the day moves" in str(page.context["form"].errors["reason"])
    assert page.context["form"]["due"].value() == later, "nothing typed is lost"
    assert ActionItem.objects.get().due == day(7)
    assert ActionItem.objects.get().title == "Open the ledger"
    client.post(f"{ONE}edit/", filled(story, due=later, reason="The auditor is ill", version=1))
    client.post(f"{ONE}edit/", filled(story, due=day(30).isoformat(), reason="Still ill", version=2))
    action = ActionItem.objects.get()
    assert (action.due, action.version) == (day(30), 3)
    for name in ("lead", "supplier_reader"):
        client.force_login(story.people[name])
        moves = client.get(ONE).context["moves"]
        assert [(move.before, move.after, move.reason) for move in moves] == [
            (day(20), day(30), "Still ill"),
            (day(7), day(20), "The auditor is ill"),
        ]
    event = TimelineEvent.objects.filter(kind="action.edited").first()
    assert event is not None
    assert event.change["reason"] == "Still ill"
    assert "Still ill" in client.get("/p/school/timeline/").content.decode()


def test_without_another_day_there_is_nothing_to_explain(client: Client, story: Story) -> None:
    action = new_action(story)
    client.force_login(story.lead)
    client.post(f"{ONE}edit/", filled(story, title="Open it", reason="Just so"))
    assert ActionItem.objects.get().title == "Open it"
    assert not DueMove.objects.exists()
    with pytest.raises(ValidationError):
        edit_action(
            actor=story.actor("lead"), action=action, version=2, title="Open it", description="",
            owner=action.owner, due=day(9), level=action.level,
        )  # fmt: skip


def test_a_move_is_written_once(client: Client, story: Story) -> None:
    new_action(story)
    client.force_login(story.lead)
    client.post(f"{ONE}edit/", filled(story, due=day(20).isoformat(), reason="The auditor is ill"))
    move = DueMove.objects.get()
    for attempt in (move.save, move.delete, DueMove.objects.all().delete):
        with pytest.raises(RowIsImmutable):
            attempt()
