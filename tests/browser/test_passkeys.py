"""A passkey, made and used in a real browser with an authenticator that the browser plays."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, sign_in
from tests.story import PASSWORD, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_signs_in_alone_and_as_the_second_step(new_page: NewPage) -> None:
    story = tell_story()
    page = new_page(story.lead.email)
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})

    page.goto("/account/2fa/webauthn/add/")
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.fill("input[name=name]", "Phone")
    page.check("input[name=passwordless]")
    page.get_by_role("button", name="Add passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto("/account/2fa/webauthn/")
    assert "Signs in alone" in page.inner_text("main")

    page.context.clear_cookies()
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("link", name="My work").wait_for()
    page.goto("/profile/")
    assert story.lead.email in page.inner_text("main")

    page.context.clear_cookies()
    sign_in(page, story.lead.email)
    assert "/account/2fa/authenticate/" in page.url
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="My work").wait_for()
    page.goto("/profile/")
    assert story.lead.email in page.inner_text("main")


def test_a_passkey_that_fails_says_so_and_the_other_way_stays(new_page: NewPage) -> None:
    story = tell_story()
    page = new_page()
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    unverified = {**PHONE, "isUserVerified": False}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": unverified})
    page.goto("/account/login/")
    expect(page.get_by_label("Email")).to_be_focused()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not work")
    page.get_by_label("Email").fill(story.lead.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="My work")).to_be_visible()
