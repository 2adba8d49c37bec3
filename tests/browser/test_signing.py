"""Both sides sign in a real browser: one with the password, one with a passkey that the browser plays."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations_in_every_dress
from tests.browser.conftest import NewPage
from tests.browser.test_passkeys import PHONE
from tests.papers import Papers
from tests.story import PASSWORD, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/p/school/sign-offs/1/"


def test_one_signs_with_the_password_and_the_other_with_a_passkey(new_page: NewPage, papers: Papers) -> None:
    story = tell_story()
    papers.submit(story)

    customer = new_page(story.sro.email)
    customer.goto("/")
    customer.get_by_role("link", name="Read and sign").first.click()
    expect(customer.get_by_role("heading", name="Do you sign for Fyrstads kommun?")).to_be_visible()
    assert violations_in_every_dress(customer) == []
    customer.get_by_label("Reservation, if you have one").fill("Not the price list.")
    customer.get_by_label("Your password, once more").fill("wrong")
    customer.get_by_role("button", name="Sign", exact=True).click()
    expect(customer.get_by_text("This is not your password.")).to_be_visible()
    assert violations_in_every_dress(customer) == []
    customer.get_by_label("Your password, once more").fill(PASSWORD)
    customer.get_by_role("button", name="Sign", exact=True).click()
    expect(customer.get_by_text("It now waits for the other side.")).to_be_visible()

    supplier = new_page(story.srie.email)
    tools = supplier.context.new_cdp_session(supplier)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    supplier.goto("/account/2fa/webauthn/add/")
    supplier.fill("input[name=password]", PASSWORD)
    supplier.get_by_role("button", name="Go on").click()
    supplier.fill("input[name=name]", "Phone")
    supplier.get_by_role("button", name="Add passkey").click()
    expect(supplier.get_by_role("heading", name="Recovery codes")).to_be_visible()
    # that one was asked for the password just now does not count for a new session
    supplier.context.clear_cookies(name="sessionid")
    supplier.goto("/account/login/")
    supplier.fill("input[name=login]", story.srie.email)
    supplier.fill("input[name=password]", PASSWORD)
    supplier.get_by_role("button", name="Sign in", exact=True).click()
    supplier.get_by_role("button", name="Use a passkey").click()
    expect(supplier.get_by_role("link", name="My work")).to_be_visible()

    supplier.goto(PAGE)
    expect(supplier.get_by_text("Not the price list.")).to_be_visible()
    supplier.get_by_label("Reservation, if you have one").fill("Once the annex is there.")
    supplier.get_by_role("button", name="Sign with a passkey").click()
    supplier.get_by_role("button", name="Use a passkey").click()
    expect(supplier.get_by_text("You have shown that it is you.")).to_be_visible()
    expect(supplier.get_by_label("Reservation, if you have one")).to_have_value("Once the annex is there.")
    supplier.get_by_role("button", name="Sign", exact=True).click()
    expect(supplier.get_by_text("Signed by both. Everybody")).to_be_visible()
    expect(supplier.get_by_text("with a passkey")).to_be_visible()
    assert violations_in_every_dress(supplier) == []


def test_what_changed_meanwhile_is_readable_in_every_dress(new_page: NewPage, papers: Papers) -> None:
    story = tell_story()
    papers.submit(story)
    page = new_page(story.sro.email)
    page.goto(PAGE)
    papers.texts["1"] = papers.texts["1"].replace("Both gain", "Both gain, fairly")
    page.get_by_label("Your password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Changes since then")).to_be_visible()
    expect(page.get_by_text("“The whole of it” says something else now.").first).to_be_visible()
    assert violations_in_every_dress(page) == []
