"""What the script adds to answering on a phone, and answering without it, by personal link."""

from collections.abc import Callable
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from assessments.answering.models import Answer
from assessments.respondents.links import personal_link
from assessments.respondents.services import add_respondent
from assessments.rounds.opening import open_round
from tests.browser.conftest import PATIENCE_MS
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def told(transactional_db: None) -> Story:
    return tell_story()


def link_of_rita(story: Story) -> str:
    add_respondent(actor=story.actor("lead"), name="Rita Rektor", email="rita@school.example")
    round = open_round(actor=story.actor("lead"))
    return urlsplit(personal_link(round.respondents.get(email="rita@school.example"))).path


def kept() -> dict[str, tuple[str, str]]:
    return {answer.question_key: (answer.value, answer.comment) for answer in Answer.objects.all()}


def until(holds: Callable[[], bool], seconds: float = PATIENCE_MS / 1000) -> None:
    """Waits for what the browser sends by itself after the page has been left."""
    last = monotonic() + seconds
    while not holds():
        assert monotonic() < last, "it never came"
        sleep(0.05)


def test_an_answer_is_kept_as_soon_as_it_is_given(told: Story, new_page: Callable[..., Page]) -> None:
    link = link_of_rita(told)
    page = new_page(phone=True)
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    page.get_by_text("Partly", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Saved just now")
    assert kept() == {"clear_benefits": ("partly", "")}
    page.get_by_label("What makes you say so?").fill("It takes ever so long")
    page.goto(f"{link}finish/")  # leaving in the middle of a sentence
    until(lambda: kept() == {"clear_benefits": ("partly", "It takes ever so long")})  # sent on leaving
    page.goto(f"{link}clear_benefits/")
    expect(page.get_by_label("What makes you say so?")).to_have_value("It takes ever so long")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_with_the_keyboard_and_without_a_script(told: Story, browser: Browser, site: str) -> None:
    link = link_of_rita(told)
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(link)
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("Fully", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Question 2 of 14")).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_label("Largely", exact=True)).to_be_checked()
    assert kept() == {"clear_benefits": ("largely", "")}
    context.close()


def test_next_stays_under_the_finger_while_a_comment_is_saved(
    told: Story, new_page: Callable[..., Page]
) -> None:
    page = new_page(phone=True)
    page.goto(link_of_rita(told))
    page.get_by_role("link", name="Begin").click()
    page.get_by_text("Partly", exact=True).click()
    page.get_by_label("What makes you say so?").fill("It takes long")  # saved when the field is left
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Question 2 of 14")).to_be_visible()
