"""The navigation: the areas of a partnership, the one that somebody is in open, and where one is."""

import re
from html import unescape

import pytest
from django.test import Client

from partnering.menu import AREAS, EVERYWHERE
from tests.story import Story

pytestmark = pytest.mark.django_db


def items(client: Client, url: str) -> list[str]:
    page = client.get(url).content.decode()
    side = page[page.index('id="side"') : page.index('<main class="main"')]
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", "", link)).split())
        for link in re.findall(r"<a [\s\S]*?</a>", side)
    ]


def place(client: Client, url: str) -> str:
    found = re.search(r'<nav class="place"[\s\S]*?</nav>', client.get(url).content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[0])).split()) if found else ""


def test_only_the_area_that_one_is_in_is_open(client: Client, story: Story) -> None:
    client.force_login(story.supplier_lead)
    closed = items(client, "/p/school/")
    assert "Risks and concerns" in closed
    assert not {"Horizon", "Charter", "Decisions", "Timeline"} & set(closed)
    opened = items(client, "/p/school/horizon/")
    start = opened.index("Risks and concerns")
    assert opened[start : start + 6] == [
        "Risks and concerns", "Risks", "Early warnings", "Concerns", "Horizon", "Ideas and lessons",
    ]  # fmt: skip
    assert items(client, "/p/school/decisions/").count("Meetings") == 1
    assert len(closed) == 1 + len(EVERYWHERE) + len(AREAS)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/p/school/", ""),
        ("/", ""),
        ("/p/school/changes/", "School administration"),
        ("/p/school/horizon/", "School administration › Risks and concerns › Horizon"),
        ("/p/school/meetings/", "School administration › Meetings"),
        ("/p/school/health-checks/", "School administration › Assessments › Health checks"),
        ("/p/school/files/", "School administration › Records › Files"),
    ],
)
def test_each_page_says_whose_it_is(client: Client, story: Story, url: str, said: str) -> None:
    client.force_login(story.reader)
    assert place(client, url) == said.replace("School administration", story.partnership.title)


def test_no_two_pages_have_the_same_key() -> None:
    keys = [each.key for each in (*EVERYWHERE, *AREAS)]
    assert len(set(keys)) == len(keys)
    assert "g" not in keys
