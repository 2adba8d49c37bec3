"""No page has an accessibility violation, light or dark, and none is wider than a phone."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.browser.axe import WCAG, violations, violations_in_every_dress
from tests.browser.conftest import NewPage
from tests.every_url.parts import World
from tests.every_url.table import TABLE
from tests.every_url.test_every_url import address
from tests.every_url.world import build_world
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NO_PAGE = {
    "healthz",
    "readyz",
    "attachment",
    "calendar_feed",
    "charter_changes",
    "file",
    "report",
    "sign_off_txt",
    "supplier_suggestions",
    "minutes_document",
    "minutes_state",
    "pre_read_file",
}
#: A mail in a sandbox, where no script runs: looked at by itself.
MAIL = "message_html"
FILES = {name for name in TABLE if name.endswith(("_csv", "_xlsx"))}
PAGES = [name for name, row in TABLE.items() if row.get and name not in {*NO_PAGE, *FILES, MAIL}]
#: Who looks: the first of these whom the table lets in.
LOOKERS = ["lead", "administrator", "officer", "reader"]
AT_ONCE = 8
BEFORE_SIGNING_IN = [
    "account_login",
    "account_reset_password",
    "account_signup",
    "account_reset_password_done",
]
NOTHING_THERE = ["/no/such/page", "/answer/nonsense/", "/invitation/nonsense/"]
SECURITY = [
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "usersessions_list",
    "account_change_password",
]


@pytest.fixture
def world(transactional_db: None) -> World:
    story: Story = tell_story()
    return build_world(story)


def looker(name: str) -> str:
    allowed = TABLE[name].get or frozenset()
    return next(who for who in LOOKERS if who in allowed)


def rounds() -> Iterator[tuple[str, list[str]]]:
    """A few pages for one reader at a time."""
    for who in LOOKERS:
        seen = [name for name in PAGES if looker(name) == who]
        for start in range(0, len(seen), AT_ONCE):
            yield who, seen[start : start + AT_ONCE]


ROUNDS = list(rounds())


def test_every_page_has_its_reader() -> None:
    assert sorted(name for _who, names in ROUNDS for name in names) == sorted(PAGES)


@pytest.mark.parametrize(
    ("who", "names"), ROUNDS, ids=[f"{who}-{names[0]}-to-{names[-1]}" for who, names in ROUNDS]
)
def test_every_page_is_accessible(world: World, new_page: NewPage, who: str, names: list[str]) -> None:
    page = new_page(world.story.people[who].email)
    wrong = []
    for name in names:
        response = page.goto(address(world, name))
        assert response is not None
        assert response.status == 200, f"{page.url}: {response.status}"
        wrong += violations_in_every_dress(page)
    assert wrong == []


def test_a_mail_is_accessible(world: World, new_page: NewPage, browser: Browser) -> None:
    page = new_page(world.story.administrator.email)
    response = page.context.request.get(address(world, MAIL))
    assert response.status == 200
    reading = browser.new_page()
    reading.set_content(response.text())
    wrong = violations(reading, only=WCAG)  # landmarks are the mail program's own
    reading.close()
    assert wrong == []


def test_the_pages_before_signing_in_are_accessible(new_page: NewPage) -> None:
    page = new_page()
    wrong = []
    for path in [*map(reverse, BEFORE_SIGNING_IN), *NOTHING_THERE]:
        page.goto(path)
        wrong += violations_in_every_dress(page)
    assert wrong == []


def test_ones_own_security_pages_are_accessible(world: World, new_page: NewPage) -> None:
    page = new_page(world.story.lead.email)
    wrong = []
    for path in map(reverse, SECURITY):
        page.goto(path)
        wrong += violations_in_every_dress(page)
    assert wrong == []


@pytest.mark.parametrize(("dark", "theme"), [(False, "light"), (True, "dark")])
def test_the_readers_system_chooses_the_theme(new_page: NewPage, dark: bool, theme: str) -> None:
    page = new_page(dark=dark)
    page.goto(reverse("account_login"))
    assert page.evaluate("document.documentElement.dataset.bsTheme") == theme
