"""What waits for a signature is on the desk of who may sign, on the overview, and found by its words."""

from django.test import Client

from tests.papers import Papers, signed_by
from tests.story import Story


def page(client: Client, story: Story, who: str, url: str = "/") -> str:
    client.force_login(story.people[who])
    return client.get(url).content.decode()


def test_it_waits_for_those_who_may_sign_until_they_have(
    client: Client, story: Story, papers: Papers
) -> None:
    sign_off = papers.submit(story)
    for who in ("sro", "srie"):
        assert "Sign “How we work”" in page(client, story, who)
    for who in ("lead", "reader", "stranger"):
        assert "Sign “How we work”" not in page(client, story, who)
    signed_by(story, "sro", sign_off)
    assert "Sign “How we work”" not in page(client, story, "sro")
    assert "Sign “How we work”" in page(client, story, "srie")


def test_the_overview_says_who_is_missing(client: Client, story: Story, papers: Papers) -> None:
    def said(who: str) -> str:
        return page(client, story, who, "/p/school/")

    assert "What waits for signature?" not in said("reader")
    sign_off = papers.submit(story)
    assert "neither side has signed" in said("reader")
    signed_by(story, "sro", sign_off)
    assert "our side has signed" in said("reader")
    assert "the other side has signed" in said("supplier_reader")
    signed_by(story, "srie", sign_off)
    assert "What waits for signature?" not in said("reader")


def test_it_is_found_by_its_title(client: Client, story: Story, papers: Papers) -> None:
    papers.submit(story)
    assert "/p/school/sign-offs/1/" in page(client, story, "reader", "/search/?q=work")
    assert "/p/school/sign-offs/1/" not in page(client, story, "stranger", "/search/?q=work")
