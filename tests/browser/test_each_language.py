"""One way through the product on a phone, in each language and in the longer one for tests: every word that
is pressed is that language's own, and nothing is wider than the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from accounts.people.models import Person
from assessments.answering.models import Answer
from assessments.rounds.models import Round
from assessments.rounds.opening import open_round
from governance.action_items.tests.factories import new_action
from governance.risks.models import Risk
from tests.browser.conftest import NewPage
from tests.languages.pseudo import LANGUAGE, write_catalogue
from tests.story import tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEN = (
    "",
    "charter/",
    "people/",
    "boards/",
    "meetings/",
    "actions/",
    "risks/",
    "horizon/",
    "ideas/",
    "files/",
)


@pytest.fixture(params=["sv", "nb", LANGUAGE])
def language(request: pytest.FixtureRequest, settings: LazySettings, tmp_path: Path) -> Iterator[str]:
    """What the test itself looks for is in it as well."""
    if request.param == LANGUAGE:
        write_catalogue(tmp_path)
        settings.LOCALE_PATHS = [tmp_path]
    with translation.override(request.param):
        yield str(request.param)


@pytest.fixture
def page(transactional_db: None, new_page: NewPage, language: str) -> Page:
    story = tell_story()
    new_action(story, title="Open the ledger")
    open_round(actor=story.actor("lead"))
    page = new_page(story.lead.email, phone=True)
    Person.objects.update(language=language)
    return page


def fits(page: Page) -> None:
    page.wait_for_load_state()
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"


def test_one_way_through(page: Page, language: str) -> None:
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.get_by_role("button", name=gettext("Menu"), exact=True).click()
    page.get_by_role("link", name=gettext("Partnerships"), exact=True).click()
    fits(page)
    page.locator("main").get_by_role("link", name="School administration").first.click()
    for path in SEEN:
        page.goto(f"/p/school/{path}")
        fits(page)

    # bad input is said in that language, and nothing typed is lost
    page.goto("/p/school/risks/new/")
    save = page.locator("main form button.btn-joint").first
    page.locator("#id_event").fill("Nobody comes")
    save.click()
    missing = gettext("Please fill this in.")
    expect(page.locator(".invalid-feedback:visible").first).to_contain_text(missing)
    expect(page.locator("#id_event")).to_have_value("Nobody comes")
    fits(page)

    page.goto("/p/school/actions/")
    page.get_by_role("button", name=gettext("Done: %(title)s") % {"title": "Open the ledger"}).click()
    expect(page.locator("main").get_by_text("Open the ledger").first).to_be_visible()
    fits(page)

    page.goto(f"/p/school/health-checks/{Round.objects.get().pk}/answer/")
    page.get_by_role("link", name=gettext("Begin"), exact=True).click()
    page.get_by_text(gettext("Partly"), exact=True).click()
    expect(page.get_by_role("status")).to_have_text(gettext("Saved just now"))
    fits(page)
    page.get_by_role("button", name=gettext("Next"), exact=True).click()
    section = gettext("Question %(number)s of %(total)s · %(section)s").split("·")[0]
    expect(page.get_by_text((section % {"number": 2, "total": 14}).strip("⟦⟧ ~")).first).to_be_visible()
    assert Answer.objects.get().value == "partly"
    assert not Risk.objects.exists()
