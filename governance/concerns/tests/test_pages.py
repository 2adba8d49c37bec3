"""Where concerns are seen: calm pages, a list that is filtered and goes on, my work, the overview."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.concerns.ending import agree_to_end, propose_end
from governance.concerns.models import Concern
from governance.concerns.services import write_perspective
from governance.concerns.tests.factories import WORDS, many_concerns, new_concern, write_both
from tests.story import Story

pytestmark = pytest.mark.django_db

LIST = "/p/school/concerns/"
NEW = f"{LIST}new/"
ONE = f"{LIST}1/"


RED = {"text-danger", "bg-danger", "btn-danger", "alert-danger", "attention", "late"}


def classes(html: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}


def test_no_blame_and_no_red(client: Client, story: Story) -> None:
    """Red says that somebody did wrong. What is missing in a form is amber here."""
    root = Path(__file__).parents[3]
    files = list(root.glob("templates/governance/concerns/*.html"))
    assert len(files) > 8
    for file in files:
        assert not RED & classes(file.read_text()), file.name
    style = (root / "static/css/partnering.css").read_text()
    assert ".calm { --attention: var(--watch); --attention-soft: var(--watch-soft); }" in style
    write_both(story, new_concern(story))
    client.force_login(story.member)
    pages: list[Any] = [client.get(f"{LIST}{rest}") for rest in ("", "new/", "ladder/")]
    pages += [client.get(f"{ONE}{rest}") for rest in ("", "edit/", "escalate/", "end/", "action/")]
    pages += [client.post(NEW, {}), client.post(f"{ONE}end/", {}), client.post(f"{ONE}escalate/", {})]
    for page in pages:
        if page.status_code == 302:
            continue
        main = page.content.decode().split("<main", 1)[1]
        assert "calm" in classes(main)
        assert not RED & classes(main)


def test_the_list_is_filtered(client: Client, story: Story) -> None:
    new_concern(story, title="First")
    new_concern(story, by="supplier_member", title="Second", level="tactical")
    new_concern(story, title="Third", space="customer")
    client.force_login(story.lead)

    def found(query: str) -> list[str]:
        return sorted(row.title for row in client.get(f"{LIST}?{query}").context["page"].rows)

    assert found("") == ["First", "Second", "Third"]
    assert found("level=tactical") == ["Second"]
    assert found("side=supplier") == ["Second"]
    assert found("state=mine") == ["First", "Second"]
    assert found("state=ended") == []
    assert found("q=third") == ["Third"]
    assert found("state=odd&level=odd") == ["First", "Second", "Third"]


@pytest.mark.parametrize("address", [LIST, ONE, f"{LIST}ladder/", f"{ONE}escalate/", NEW, "/p/school/", "/"])
def test_pages_ask_little_however_many_there_are(
    client: Client, story: Story, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    write_both(story, new_concern(story, by="lead"))
    client.force_login(story.lead)
    with django_assert_max_num_queries(25) as few:
        client.get(address)
    many_concerns(story, 60)
    with django_assert_max_num_queries(len(few) + 1):  # a list of more than a page is counted
        client.get(address)


def test_the_list_goes_on_by_key(client: Client, story: Story) -> None:
    many_concerns(story, 60)
    client.force_login(story.lead)
    seen, address = [], LIST
    while address:
        page = client.get(address).context["page"]
        seen += [concern.number for concern in page.rows]
        address = f"{LIST}{page.next_url}" if page.next_url else ""
    assert len(seen) == len(set(seen)) == 60


def test_it_waits_in_my_work_until_it_is_answered(client: Client, story: Story) -> None:
    def first_page(name: str) -> str:
        client.force_login(story.people[name])
        return client.get("/").content.decode()

    concern = new_concern(story)
    for name in ("lead", "supplier_lead", "member"):
        assert "A concern waits for your view" in first_page(name)
    for name in ("sro", "supplier_member", "reader", "stranger"):
        assert WORDS["title"] not in first_page(name)
    write_perspective(actor=story.actor("member"), concern=concern, text="They are few.", version=0)
    assert "A concern is in your hands" in first_page("lead")
    assert WORDS["title"] not in first_page("member")
    assert "A concern waits for your view" in first_page("supplier_lead")
    propose_end(actor=story.actor("lead"), concern=concern, outcome="We plan first.")
    assert "Can this concern end so?" in first_page("supplier_lead")
    agree_to_end(actor=story.actor("supplier_lead"), concern=concern, version=Concern.objects.get().version)
    for name in ("lead", "supplier_lead"):
        assert WORDS["title"] not in first_page(name)


def test_on_the_overview_and_found_by_those_who_may_see_it(client: Client, story: Story) -> None:
    new_concern(story)
    new_concern(story, title="Our own worry", space="customer")
    new_concern(story, title="At the top", level="strategic", by="supplier_lead")
    for name, total in (("reader", 3), ("supplier_reader", 2)):
        client.force_login(story.people[name])
        page = client.get("/p/school/")
        glance = page.context["concerns"]
        assert (glance.total, glance.rows[0].title) == (total, "At the top")
        assert ("Our own worry" in page.content.decode()) == (total == 3)
    for name, words, seen in (
        ("supplier_reader", "unanswered", True),
        ("member", "own worry", True),
        ("supplier_lead", "own worry", False),
        ("stranger", "unanswered", False),
    ):
        client.force_login(story.people[name])
        found = client.get("/search/", {"q": words}).content.decode()
        assert ("/concerns/" in found.split("<main", 1)[1]) == seen, (name, words)
