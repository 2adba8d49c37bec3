"""The one list: filtered in the database, paged by key, late by today's date."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from governance.action_items.models import ActionItem
from governance.action_items.rows import lines_of
from governance.action_items.services import complete
from governance.action_items.tests.factories import day_there, many_actions, new_action
from tests.story import Story

LIST = "/p/school/actions/"


@pytest.fixture
def listed(story: Story) -> Story:
    new_action(story, title="Late ledger", due=day_there(-3), owner="supplier_lead")
    new_action(story, title="Due today", due=day_there(0), owner="lead", level="strategic")
    new_action(story, title="Due later", due=day_there(30), owner="member", description="About 100% of it")
    complete(actor=story.actor("lead"), action=new_action(story, title="Was late", due=day_there(-9)))
    return story


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Late ledger", "Due today", "Due later"]),
        ("state=late", ["Late ledger"]),
        ("state=done", ["Was late"]),
        ("state=all", ["Was late", "Late ledger", "Due today", "Due later"]),
        ("state=nonsense", ["Late ledger", "Due today", "Due later"]),
        ("level=strategic", ["Due today"]),
        ("side=supplier", ["Late ledger"]),
        ("q=due+LATER", ["Due later"]),
        ("q=100%25", ["Due later"]),
        ("q=%25", ["Due later"]),
        ("q=2", ["Due today"]),
        ("state=all&side=supplier&q=late", ["Was late", "Late ledger"]),
        ("q=nothing", []),
    ],
)
def test_filters(client: Client, listed: Story, query: str, titles: list[str]) -> None:
    client.force_login(listed.reader)
    response = client.get(f"{LIST}?{query}")
    assert [action.title for action in response.context["page"].rows] == titles
    assert response.context["counts"] == {"open": 3, "late": 1, "done": 1}


def test_by_owner(client: Client, listed: Story) -> None:
    client.force_login(listed.lead)
    rows = client.get(f"{LIST}?owner={listed.member.pk}").context["page"].rows
    assert [action.title for action in rows] == ["Due later"]


def test_a_reader_sees_without_buttons(client: Client, listed: Story) -> None:
    for name, may in (("reader", False), ("supplier_reader", False), ("officer", False), ("member", True)):
        client.force_login(listed.people[name])
        pages = [client.get(LIST).content.decode(), client.get(f"{LIST}1/").content.decode()]
        assert "3 days late" in pages[0]
        for page in pages:
            assert ("/done/" in page) == may, name
        assert ("/edit/" in pages[1]) == may


def test_a_row_without_an_actor(story: Story, rf: RequestFactory) -> None:
    actions = lines_of(ActionItem.objects.filter(pk=new_action(story).pk), story.partnership)
    row = render_to_string("governance/action_items/_action_rows.html", {"actions": actions}, rf.get("/"))
    assert "/p/school/actions/1/" in row
    assert "<form" not in row


def test_late_is_as_of_a_day(story: Story) -> None:
    action = new_action(story, due=day_there(0))
    assert action.days_late() == 0
    assert action.days_late(action.due + timedelta(days=2)) == 2
    action.state = ActionItem.State.DONE
    assert action.days_late(action.due + timedelta(days=2)) == 0


@pytest.mark.parametrize("count", [3, 120])
def test_a_fixed_number_of_queries(
    client: Client, story: Story, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_actions(story, count)
    client.force_login(story.lead)
    with django_assert_max_num_queries(12):
        client.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}1000/")


def test_every_action_is_on_one_page(client: Client, story: Story) -> None:
    many_actions(story, 60)
    client.force_login(story.lead)
    for state in ("", "state=all"):
        url, seen = f"{LIST}?{state}", []
        while url:
            page = client.get(url).context["page"]
            seen += [action.pk for action in page.rows]
            url = page.next_url and f"{LIST}{page.next_url}"
        assert len(seen) == len(set(seen)) == 60
