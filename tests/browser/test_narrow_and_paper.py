"""By keyboard, enlarged and on paper: what every page owes to whoever looks at it another way."""

import pytest
from playwright.sync_api import Page, expect

from governance.charter.tests.factories import started, write
from governance.risks.tests.factories import new_risk
from tests.browser.conftest import NewPage
from tests.story import tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Leverantörsutvecklingssamverkansöverenskommelsen"
CODE = f"    {'configuration=' * 40}"
PAGES = ["/", "/p/school/", "/p/school/risks/", "/p/school/risks/1/", "/p/school/charter/1/workshop/"]


def too_wide(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return width


def test_nothing_is_wider_than_a_small_phone_and_a_button_shows_its_focus(new_page: NewPage) -> None:
    story = tell_story()
    new_risk(story, event=LONG)
    charter = started(story)
    write(story, charter, aims=f"{LONG}\n\n{CODE}")
    page = new_page(story.lead.email)
    page.set_viewport_size({"width": 320, "height": 700})
    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = too_wide(page)
    assert {path: width for path, width in found.items() if width > 0} == {}

    page.set_viewport_size({"width": 1200, "height": 800})
    page.goto("/p/school/risks/")
    button = page.locator("main a.btn-joint").first
    page.keyboard.press("Tab")  # the browser then shows the focus
    button.focus()
    outline = button.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"

    page.emulate_media(media="print")
    cell = page.locator(".heat .cell").first
    expect(cell).to_have_css("print-color-adjust", "exact")
