"""What has changed between two versions, word by word, side by side."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from common.text_diff import word_diff
from governance.charter.tests.factories import signed, started, write
from tests.story import Story

COMPARE = "/p/school/charter/compare/"


@given(st.text(), st.text())
def test_the_pieces_are_the_texts(before: str, after: str) -> None:
    old, new = word_diff(before, after)
    assert "".join(piece.text for piece in old) == before
    assert "".join(piece.text for piece in new) == after
    same = [piece.text for piece in old if not piece.is_own]
    assert same == [piece.text for piece in new if not piece.is_own]


@pytest.mark.django_db
def test_two_versions_beside_each_other(client: Client, story: Story) -> None:
    client.force_login(story.supplier_reader)
    assert "There are not two versions yet" in client.get(COMPARE).content.decode()
    signed(story, aims="Every pupil has a place.", tone="We are open.", end="We plan the end.")
    second = started(story)
    write(story, second, aims="Every pupil has a good place.", principles="Both gain.", end="")
    page = client.get(COMPARE)
    by_title = {pair.title: pair for pair in page.context["pairs"]}
    assert [piece.text for piece in by_title["Shared aims"].after if piece.is_own] == ["good "]
    assert by_title["Tone"].is_same
    assert not by_title["Principles"].before
    assert not by_title["How it ends"].after
    html = page.content.decode()
    assert '<ins><span class="visually-hidden">[only here:' in html
    assert "good <" in html
    turned = client.get(f"{COMPARE}?from=2&to=1").context
    assert (turned["before"].number, turned["after"].number) == (2, 1)
    assert client.get(f"{COMPARE}?from=9&to=1").status_code == 404
    client.force_login(story.stranger)
    assert client.get(COMPARE).status_code == 404
