"""What is typed is saved as one goes, and is lost neither with the tab, the network nor the session."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from assessments.answering.models import Answer
from assessments.respondents.links import personal_link
from assessments.rounds.opening import open_round
from governance.charter.models import CharterSection
from governance.charter.services import start_charter
from governance.minutes.models import Minutes
from governance.minutes.tests.factories import begun, meeting_of_all
from partnerships.timeline.models import TimelineEvent
from tests.browser.conftest import PATIENCE_MS, NewPage, sign_in
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('draft:')).length"


@dataclass(frozen=True)
class Place:
    """A page where one types, the field, and what of it is kept."""

    path: str
    label: str
    kept: Callable[[], str]

    def go(self, page: Page) -> None:
        page.goto(self.path)
        if "workshop" in self.path:
            page.get_by_role("article", name="Shared aims").get_by_text("Write").first.click()

    def type(self, page: Page, text: str) -> None:
        page.get_by_label(self.label).locator("visible=true").fill(text)


@pytest.fixture
def story(transactional_db: None) -> Story:
    return tell_story()


def _minutes(story: Story) -> Place:
    meeting = meeting_of_all(story, title="Service board")
    begun(story, meeting)
    path = f"/p/school/meetings/{meeting.number}/minutes/"
    return Place(path, "What was said in general", lambda: Minutes.objects.get().text)


def _workshop(story: Story) -> Place:
    start_charter(actor=story.actor("lead"))
    kept = lambda: CharterSection.objects.get(key="aims").text  # noqa: E731
    return Place("/p/school/charter/1/workshop/", "What we promise each other", kept)


def _answers(story: Story) -> Place:
    respondent = open_round(actor=story.actor("lead")).respondents.get(person=story.lead)
    path = "/" + personal_link(respondent).split("/", 3)[3] + "clear_benefits/"
    kept = lambda: "".join(Answer.objects.values_list("comment", flat=True))  # noqa: E731
    return Place(path, "What makes you say so?", kept)


@pytest.fixture(params=[_minutes, _workshop, _answers], ids=["minutes", "workshop", "answers"])
def place(request: pytest.FixtureRequest, story: Story) -> Place:
    made: Place = request.param(story)
    return made


def until(place: Place, text: str) -> None:
    stop = time.monotonic() + PATIENCE_MS / 1000
    while place.kept() != text:
        assert time.monotonic() < stop, f"never kept; there is: {place.kept()!r}"
        time.sleep(0.1)


def test_steady_typing_is_saved_before_it_stops(story: Story, place: Place, new_page: NewPage) -> None:
    page = new_page(story.lead.email)
    place.go(page)
    page.get_by_label(place.label).locator("visible=true").focus()
    stop = time.monotonic() + PATIENCE_MS / 1000
    while not place.kept():
        assert time.monotonic() < stop, "nothing was saved while it was typed"
        page.keyboard.type("word ", delay=60)
    assert place.kept().startswith("word")


def test_what_a_killed_tab_had_not_saved_is_offered(story: Story, place: Place, new_page: NewPage) -> None:
    page = new_page(story.lead.email)
    place.go(page)
    context = page.context
    context.set_offline(True)
    place.type(page, "Never arrived <b>")
    page.close()
    context.set_offline(False)
    assert not place.kept()
    page = context.new_page()
    place.go(page)
    offer = page.get_by_role("region", name="Not saved last time")
    expect(offer.get_by_role("listitem")).to_have_text("Never arrived <b>")
    offer.get_by_role("button", name="Put it in").click()
    expect(page.get_by_label(place.label).locator("visible=true")).to_have_value("Never arrived <b>")
    until(place, "Never arrived <b>")
    while page.evaluate(DRAFTS):
        page.wait_for_timeout(50)
    page.reload()
    expect(offer).to_be_hidden()


def test_what_was_typed_offline_is_sent_when_the_network_is_back(
    story: Story, place: Place, new_page: NewPage
) -> None:
    page = new_page(story.lead.email)
    place.go(page)
    page.context.set_offline(True)
    place.type(page, "In the tunnel")
    expect(page.get_by_text("is the network away?").locator("visible=true")).to_be_visible()
    page.context.set_offline(False)
    until(place, "In the tunnel")


def test_whoever_is_signed_out_signs_in_beside_the_page_and_it_is_saved(
    story: Story, new_page: NewPage
) -> None:
    for made in (_minutes, _workshop):
        place = made(story)
        page = new_page(story.lead.email)
        place.go(page)
        Session.objects.all().delete()
        page.context.clear_cookies(name="sessionid")
        place.type(page, "After the night")
        alert = page.get_by_role("alert").filter(has_text="You have been signed out")
        expect(alert).to_be_visible()
        with page.context.expect_page() as opened:
            alert.get_by_role("link").click()
        sign_in(opened.value, story.lead.email)
        page.bring_to_front()
        until(place, "After the night")
        expect(alert).to_be_hidden()


def test_who_signs_out_leaves_no_draft_behind(story: Story, new_page: NewPage) -> None:
    place = _workshop(story)
    page = new_page(story.lead.email)
    place.go(page)
    _cut(page, "**/write/**", "**/sections/**")
    place.type(page, "Mine alone")
    assert page.evaluate(DRAFTS) == 1
    other = page.context.new_page()
    other.goto("/")
    other.locator("form[action*=logout] button").first.evaluate("button => button.click()")
    other.wait_for_url("**/account/**")
    assert other.evaluate(DRAFTS) == 0


def test_a_link_is_followed_once_all_is_saved_and_not_before(story: Story, new_page: NewPage) -> None:
    place = _minutes(story)
    page = new_page(story.lead.email)
    place.go(page)
    _cut(page)
    place.type(page, "Not yet")
    link = page.get_by_role("navigation").get_by_role("link", name="Overview").first
    link.click()
    expect(page.locator("#saved")).to_contain_text("is the network away?")
    assert page.url.endswith(place.path)
    page.unroute_all()
    link.click()
    page.wait_for_url(lambda url: not url.endswith(place.path))
    assert place.kept() == "Not yet"


def test_a_choice_made_before_the_script_is_there_is_saved(story: Story, new_page: NewPage) -> None:
    place = _answers(story)
    page = new_page()
    held: list[Route] = []
    page.route("**/js/answering*.js", lambda route: held.append(route))
    page.goto(place.path, wait_until="commit")
    page.get_by_text("Partly", exact=True).click()
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.get_by_role("status")).to_have_text("Saved just now")
    assert Answer.objects.get().value == "partly"


def test_the_workshop_saves_as_one_goes_and_writes_one_event(story: Story, new_page: NewPage) -> None:
    place = _workshop(story)
    customer, supplier = new_page(story.lead.email), new_page(story.supplier_lead.email)
    place.go(customer)
    supplier.goto(place.path)
    theirs = supplier.get_by_role("article", name="Shared aims")
    for text in ("We look", "We look at the costs", "We look at the costs together."):
        place.type(customer, text)
        until(place, text)
    expect(theirs.get_by_text("We look at the costs together.").first).to_be_visible()
    assert TimelineEvent.objects.filter(kind="charter.written").count() == 1
    # one goes on where one was, and the other side's words are not written over
    place.go(supplier)
    place.type(supplier, "Of Jonas")
    until(place, "Of Jonas")
    expect(customer.get_by_label(place.label).locator("visible=true")).to_have_value(
        "We look at the costs together."
    )
    place.type(customer, "Of Karin")
    expect(customer.get_by_text("The other side has changed this section.")).to_be_visible()
    customer.wait_for_timeout(2500)
    assert place.kept() == "Of Jonas"
    assert TimelineEvent.objects.filter(kind="charter.written").count() == 2


def _cut(page: Page, *paths: str) -> None:
    """No form arrives any more."""
    for path in paths or ("**/*",):
        page.route(path, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
