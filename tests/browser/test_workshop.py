"""Two sides write one charter at once: what one saves shows up with the other, and a clash keeps both."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from governance.charter.models import CharterSection, CharterVersion
from governance.charter.services import start_charter, write_section
from tests.browser.conftest import NewPage, sign_in
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOP = "/p/school/charter/1/workshop/"


@pytest.fixture
def told(transactional_db: None) -> Story:
    story = tell_story()
    start_charter(actor=story.actor("lead"))
    return story


def article(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=title, exact=True)


def begin(page: Page, title: str) -> Locator:
    """Open the section's form and give it back; what is typed goes into its text."""
    one = article(page, title)
    one.get_by_text("Write", exact=False).first.click()
    expect(one.get_by_label("What we promise each other")).to_be_visible()
    return one.get_by_label("What we promise each other")


def kept(key: str) -> str:
    text: str = CharterSection.objects.get(key=key).text
    return text


def save(page: Page, title: str) -> None:
    article(page, title).get_by_role("button", name="Save", exact=True).click()


def test_what_one_side_saves_shows_up_with_the_other_by_itself(told: Story, new_page: NewPage) -> None:
    customer, supplier = new_page(told.lead.email), new_page(told.supplier_lead.email)
    customer.goto(SHOP)
    supplier.goto(SHOP)
    begin(customer, "Shared aims").press_sequentially("Every pupil has a place.")
    expect(article(supplier, "Shared aims").get_by_text("Karin Lind is writing here")).to_be_visible()
    typing = begin(supplier, "Tone")
    typing.fill("We are open")
    save(customer, "Shared aims")
    expect(
        article(customer, "Shared aims").get_by_role("paragraph").filter(has_text="Every pupil")
    ).to_be_visible()
    expect(article(supplier, "Shared aims").get_by_text("Every pupil has a place.").first).to_be_visible()
    expect(article(supplier, "Shared aims").get_by_text("Karin Lind is writing here")).to_have_count(0)
    expect(typing).to_have_value("We are open")  # nobody touches what is being typed elsewhere
    article(supplier, "Tone").get_by_role("button", name="also with bad news").click()
    expect(typing).to_have_value("We are open\n\nWe are open with each other, also with bad news.")
    typing.press("Control+Enter")
    expect(article(customer, "Tone").get_by_text("also with bad news.").first).to_be_visible()
    assert kept("tone").startswith("We are open\n\n")
    article(customer, "Shared aims").get_by_role("button", name="Move down").click()
    headings = supplier.locator("[data-workshop] article h2")
    expect(headings.nth(0)).to_have_text("Principles")
    expect(headings.nth(1)).to_have_text("Shared aims")


def test_at_a_clash_both_texts_are_on_the_page(told: Story, new_page: NewPage) -> None:
    customer, supplier = new_page(told.lead.email), new_page(told.supplier_lead.email)
    customer.goto(SHOP)
    supplier.goto(SHOP)
    mine = begin(customer, "Shared aims")
    mine.fill("We look at the costs.")
    begin(supplier, "Shared aims").fill("We look at the benefits.")
    save(supplier, "Shared aims")
    shown = article(customer, "Shared aims")
    expect(shown.get_by_text("The other side has changed this section.")).to_be_visible()
    expect(shown.get_by_text("We look at the benefits.").first).to_be_visible()
    expect(mine).to_have_value("We look at the costs.")
    save(customer, "Shared aims")
    expect(shown.get_by_role("alert")).to_contain_text(
        "Jonas Berg changed this section while you were writing"
    )
    expect(shown.get_by_role("alert")).to_be_focused()
    expect(shown.get_by_role("deletion")).to_contain_text("benefits")
    expect(shown.get_by_role("insertion")).to_contain_text("costs")
    expect(mine).to_have_value("We look at the costs.")
    assert kept("aims") == "We look at the benefits."
    mine.fill("We look at the benefits, then at the costs.")
    save(customer, "Shared aims")
    expect(article(supplier, "Shared aims").get_by_text("then at the costs.").first).to_be_visible()
    assert kept("aims") == "We look at the benefits, then at the costs."


def test_without_a_script_the_same_forms_do_the_same(told: Story, browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, told.lead.email)
    page.goto(SHOP)
    begin(page, "Shared aims").fill("Ours")
    aims = CharterSection.objects.get(key="aims")
    write_section(actor=told.actor("supplier_lead"), section=aims, version=1, title=aims.title, text="Theirs")
    save(page, "Shared aims")
    shown = article(page, "Shared aims")
    expect(shown.get_by_role("alert")).to_contain_text("Jonas Berg changed this section")
    expect(shown.get_by_label("What we promise each other")).to_have_value("Ours")
    save(page, "Shared aims")
    expect(article(page, "Shared aims").get_by_text("Ours").first).to_be_visible()
    assert kept("aims") == "Ours"
    context.close()


def test_when_it_leaves_the_workshop_the_open_page_says_so(told: Story, new_page: NewPage) -> None:
    page = new_page(told.supplier_lead.email)
    page.goto(SHOP)
    begin(page, "Shared aims").fill("Not saved yet")
    CharterVersion.objects.update(state="waiting")
    expect(page.get_by_role("alert").filter(has_text="has left the workshop")).to_be_visible()
    expect(article(page, "Shared aims").get_by_label("What we promise each other")).to_have_value(
        "Not saved yet"
    )
