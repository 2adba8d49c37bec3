"""The session ends while somebody types: it is all there after signing in, with script and without."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, expect

from governance.risks.models import Risk
from governance.risks.tests.factories import new_risk
from tests.browser.conftest import PATIENCE_MS, sign_in
from tests.story import PASSWORD, Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db: None) -> Story:
    told = tell_story()
    new_risk(told)
    return told


@pytest.mark.parametrize("script", [True, False])
def test_what_was_typed_is_back_after_signing_in(
    story: Story, browser: Browser, site: str, script: bool
) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=script)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    sign_in(page, story.member.email)
    page.goto("/p/school/risks/1/")
    page.get_by_label("Why is it closed?").fill("First line\nSecond “line”")
    Session.objects.all().delete()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("what you typed is put back")).to_be_visible()
    page.fill("input[name=login]", story.member.email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/p/school/risks/1/")
    expect(page.get_by_label("Why is it closed?")).to_have_value("First line\nSecond “line”")
    expect(page.get_by_text("nothing is done yet")).to_be_visible()
    assert Risk.objects.get().state == Risk.State.OPEN
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_role("heading", name="Is it not over after all?")).to_be_visible()
    assert Risk.objects.get().state == Risk.State.CLOSED
    context.close()
