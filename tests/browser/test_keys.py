"""What the keyboard does on every page, and what it leaves to a field that one types in."""

import pytest
from playwright.sync_api import Page, expect

from governance.action_items.tests.factories import many_actions
from tests.browser.conftest import NewPage
from tests.story import tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(transactional_db: None, new_page: NewPage) -> Page:
    page = new_page(tell_story().lead.email)
    page.goto("/p/school/")
    return page


def test_letters_lead_to_pages(page: Page) -> None:
    for keys, heading in (("gr", "Risks"), ("gi", "Ideas"), ("go", "School administration")):
        page.keyboard.type(keys)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    page.keyboard.press("?")
    told = page.get_by_role("dialog", name="Keys")
    expect(told.get_by_text("Risks and concerns")).to_be_visible()
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()


def test_a_field_keeps_its_letters(page: Page) -> None:
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search")
    expect(search).to_be_focused()
    page.keyboard.type("gr?")
    expect(search).to_have_value("gr?")
    assert page.url.endswith("/p/school/")


def test_ticking_off_keeps_the_place_and_the_focus(transactional_db: None, new_page: NewPage) -> None:
    story = tell_story()
    many_actions(story, 20)
    page = new_page(story.lead.email)
    page.goto("/p/school/actions/")
    ticks = page.locator("form.tick button")
    # among them one far down the page
    twelfth, next_one = ticks.nth(11), str(ticks.nth(12).get_attribute("aria-label"))
    twelfth.scroll_into_view_if_needed()
    top = twelfth.evaluate("tick => tick.getBoundingClientRect().top")
    twelfth.press("Enter")
    after = page.get_by_role("button", name=next_one, exact=True)
    expect(after).to_be_focused()
    assert after.evaluate("tick => tick.getBoundingClientRect().top") == pytest.approx(top, abs=2)
