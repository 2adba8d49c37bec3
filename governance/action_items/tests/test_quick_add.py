"""One line on the list puts something on it, and one stays where one is."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from governance.action_items.models import ActionItem
from governance.action_items.selectors import open_on_level
from governance.action_items.services import complete
from governance.action_items.tests.factories import day, many_actions, new_action
from partnerships.sides import Level, Space
from tests.story import Story

LIST = "/p/school/actions/"


def line(story: Story, **changes: Any) -> dict[str, Any]:
    given = {"title": "Call the schools", "owner": story.supplier_member.pk, "due": day(5).isoformat()}
    return {**given, **changes}


def test_a_line_is_enough(client: Client, story: Story) -> None:
    for name, status in (("reader", 403), ("officer", 403), ("supplier_reader", 403), ("stranger", 404)):
        client.force_login(story.people[name])
        assert client.post(LIST, line(story)).status_code == status
        if status == 403:
            assert client.get(LIST).context["quick"] is None
    assert not ActionItem.objects.exists()
    client.force_login(story.member)
    page = client.get(f"{LIST}?level=strategic&side=supplier")
    quick = page.context["quick"]
    assert (quick["owner"].value(), quick["level"].value()) == (story.member.pk, "strategic")
    answer = client.post(f"{LIST}?level=strategic&side=supplier", line(story, level="strategic"))
    assert answer["Location"] == f"{LIST}?level=strategic&side=supplier", "one stays where one is"
    action = ActionItem.objects.get()
    assert (action.level, action.owner, action.space) == ("strategic", story.supplier_member, "joint")
    assert "Call the schools" in client.get(answer["Location"]).content.decode()
    client.post(LIST, line(story))
    assert ActionItem.objects.get(number=2).level == Level.TACTICAL


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "fill this in"),
        ({"title": "x" * 201}, "title", "room for 200"),
        ({"due": "1999-01-01"}, "due", "has passed"),
        ({"due": "soon"}, "due", "valid date"),
        ({"owner": ""}, "owner", "fill this in"),
        ({"owner": 10**9}, "owner", "valid choice"),
    ],
)
def test_what_is_wrong_is_said_on_the_list(
    client: Client, story: Story, changes: dict[str, Any], field: str, words: str
) -> None:
    new_action(story, title="Already there")
    client.force_login(story.lead)
    page = client.post(LIST, line(story, **changes))
    assert words in str(page.context["quick"].errors[field])
    assert "Already there" in page.content.decode()
    assert ActionItem.objects.count() == 1
    if field != "title":
        assert 'value="Call the schools"' in page.content.decode(), "nothing typed is lost"


def test_tabs_by_level_keep_the_other_filters(client: Client, story: Story) -> None:
    new_action(story, title="Above", level="strategic")
    new_action(story, title="Below", level="operational", owner="member")
    complete(actor=story.actor("lead"), action=new_action(story, title="Done", level="operational"))
    client.force_login(story.reader)
    page = client.get(f"{LIST}?side=customer")
    tabs = page.context["tabs"]
    assert [(count, is_chosen) for _url, _label, count, is_chosen in tabs] == [
        (None, True), (1, False), (0, False), (1, False),
    ]  # fmt: skip
    page = client.get(LIST + tabs[3][0])
    assert [action.title for action in page.context["page"].rows] == ["Below"]
    assert page.context["tabs"][3][3]


def test_by_origin(client: Client, story: Story) -> None:
    new_action(story, title="Treats it", origin=ActionItem.Origin.RISK, origin_label="risk R-1")
    new_action(story, title="Just so")
    client.force_login(story.reader)
    rows = client.get(f"{LIST}?origin=risk").context["page"].rows
    assert [action.title for action in rows] == ["Treats it"]


def test_the_list_as_a_file_is_what_the_filter_shows(client: Client, story: Story) -> None:
    new_action(story, title="=1+1", description="More\nof it", level="strategic")
    new_action(story, title="Ours", owner="lead", space=Space.CUSTOMER, level="strategic")
    new_action(story, title="Below", level="operational")
    many_actions(story, 600)

    def rows(name: str, query: str) -> list[list[str]]:
        client.force_login(story.people[name])
        answer = client.get(f"/p/school/actions.csv?{query}")
        assert "attachment" in answer["Content-Disposition"]
        text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        return list(csv.reader(io.StringIO(text)))

    _head, first, second = rows("lead", "level=strategic")
    assert first[:3] == ["1", "'=1+1", "More\nof it"]
    assert second[1] == "Ours"
    assert [row[1] for row in rows("supplier_reader", "level=strategic")[1:]] == ["'=1+1"]
    assert len(rows("supplier_reader", "")) == 1 + 2 + 600
    client.force_login(story.stranger)
    assert client.get("/p/school/actions.csv").status_code == 404


def test_the_list_of_a_level_for_its_meeting(story: Story) -> None:
    for title, due in (("Later", day(9)), ("Sooner", day(2))):
        new_action(story, title=title, due=due, level="operational")
    new_action(story, title="Ours", owner="lead", space=Space.CUSTOMER, level="operational")
    new_action(story, title="Above", level="strategic")
    complete(actor=story.actor("lead"), action=new_action(story, title="Done", level="operational"))

    def titles(*spaces: Space) -> list[str]:
        asked = {"spaces": spaces} if spaces else {}
        return [a.title for a in open_on_level(story.partnership.pk, Level.OPERATIONAL, **asked)]

    assert titles() == ["Sooner", "Later"]
    assert titles(Space.JOINT, Space.CUSTOMER) == ["Sooner", "Ours", "Later"]
