"""The horizon: what is coming, who watches it, and what is done about it."""

from typing import Any

import pytest
from django.test import Client

from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import day
from governance.horizon.models import HorizonItem
from outbox.models import Message
from tests.story import Story

pytestmark = pytest.mark.django_db

LIST = "/p/school/horizon/"


def filled(story: Story, watcher: str = "supplier_lead", **changes: Any) -> dict[str, Any]:
    return {
        "title": "A law on records",
        "kind": "law",
        "counts_from": day(400).isoformat(),
        "meaning": "The archive has to grow.",
        "watcher": story.people[watcher].pk,
        "space": "joint",
        **changes,
    }


def test_put_on_the_horizon_and_the_watcher_is_told(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(f"{LIST}new/", filled(story)).status_code == status
    client.force_login(story.member)
    for field, wrong in (("title", ""), ("kind", "rumour"), ("counts_from", "soon"), ("space", "supplier")):
        page = client.post(f"{LIST}new/", {**filled(story), field: wrong})
        assert field in page.context["form"].errors
    page = client.post(f"{LIST}new/", filled(story, watcher="supplier_lead", space="customer"))
    assert "watcher" in page.context["form"].errors
    assert not HorizonItem.objects.exists()
    client.post(f"{LIST}new/", filled(story))
    mail = Message.objects.get()
    assert (mail.to, mail.subject) == (story.supplier_lead.email, "Yours to watch: A law on records")
    client.force_login(story.supplier_reader)
    assert "A law on records" in client.get(LIST).content.decode()


def test_changed_by_one_at_a_time_and_prepared_for(client: Client, story: Story) -> None:
    client.force_login(story.lead)
    client.post(f"{LIST}new/", filled(story, space="customer", watcher="lead"))
    item = HorizonItem.objects.get()
    one = f"{LIST}{item.pk}/"
    client.post(f"{one}edit/", filled(story, watcher="sro", title="A law on grades", version=1))
    page = client.post(f"{one}edit/", filled(story, watcher="sro", title="Another", version=1))
    assert "Karin Lind changed this while you had it open" in page.content.decode()
    item.refresh_from_db()
    assert (item.title, item.watcher) == ("A law on grades", story.sro)
    given = {"title": "Estimate", "due": day(9).isoformat(), "level": "tactical", "owner": story.member.pk}
    client.post(f"{one}prepare/", given)
    action = ActionItem.objects.get()
    assert (action.origin, action.origin_key, action.space) == ("horizon", f"horizon/{item.pk}", "customer")
    assert "Estimate" in client.get(one).content.decode()
    client.post(one)
    assert "A law on grades" not in client.get(LIST).content.decode()
    assert "A law on grades" in client.get(f"{LIST}?state=closed").content.decode()
    client.post(one, {"do": "reopen"})
    assert HorizonItem.objects.get().state == "open"
    client.force_login(story.supplier_lead)
    assert client.get(one).status_code == 404
    assert "A law on grades" not in client.get(LIST).content.decode()
