"""Words are found in capitals or not, in letters of one part or two, the same on both databases."""

import pytest
from django.test import Client

from common.sqlite_words import like
from governance.action_items.models import ActionItem
from governance.action_items.tests.factories import new_action
from tests.story import Story

TITLE = "Överföring av Västra-Ängby skolas elevdata, Øl"


@pytest.mark.parametrize(
    "words",
    [
        "överföring", "ÖVERFÖRING", "o\u0308verfo\u0308ring", "O\u0308VERFO\u0308RING", "västra-ängby",
        "VÄSTRA-ÄNGBY", "Västra-ängby", "ängby", "øL", "ELEVDATA västra",
    ],
)  # fmt: skip
def test_the_search_finds_them_all(story: Story, client: Client, words: str) -> None:
    new_action(story, title=TITLE)
    client.force_login(story.lead)
    for page in ("/p/school/actions/", "/search/"):
        assert "skolas elevdata" in client.get(page, {"q": words}).content.decode(), page
        assert "skolas elevdata" not in client.get(page, {"q": "överfaring"}).content.decode(), page


def test_what_is_typed_in_two_parts_is_stored_in_one(story: Story) -> None:
    action = new_action(story, title="O\u0308verfo\u0308ring")
    assert ActionItem.objects.get(pk=action.pk).title == "Överföring"


@pytest.mark.parametrize(
    ("pattern", "text", "is_like"),
    [
        ("%ä%", "BÄR", True),
        ("%ä%", "BAR", False),
        (r"%100\%%", "rea 100% nu", True),
        (r"%100\%%", "rea 1000 nu", False),
        ("b_r", "BÄR", True),
        ("å%", "Ångström\nand more", True),
        ("å%", "gå", False),
        (r"%a\_b%", "axb", False),
        (r"%\\%", "a\\b", True),
        ("%%", "", True),
    ],
)
def test_sqlite_compares_as_postgresql_does(pattern: str, text: str, is_like: bool) -> None:
    assert like(pattern, text, "\\") is is_like
