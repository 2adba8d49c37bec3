"""Two at one meeting, each in a browser of their own: the agenda ordered by hand and by keyboard, the minutes
written by one and read by the other."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from governance.action_items.models import ActionItem
from governance.agendas.models import AgendaItem
from governance.agendas.selectors import agenda_of
from governance.meetings.models import Meeting
from governance.minutes.models import Minutes
from governance.minutes.tests.factories import begun, meeting_of_all, new_item, written
from tests.browser.conftest import PATIENCE_MS, NewPage
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db: None) -> Story:
    return tell_story()


@pytest.fixture
def meeting(story: Story) -> Meeting:
    meeting = meeting_of_all(story, title="Service board")
    for title in ("Alpha", "Beta", "Gamma"):
        new_item(story, meeting, title=title, minutes=10)
    return meeting


def until(is_so: Callable[[], bool], what: str) -> None:
    """Waits for the effect of what the browser did by itself."""
    stop = time.monotonic() + PATIENCE_MS / 1000
    while not is_so():
        if time.monotonic() > stop:
            pytest.fail(f"It never came to be that {what}")
        time.sleep(0.1)


def stored(meeting: Meeting) -> list[str]:
    return [item.title for item in agenda_of(meeting)]


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#agenda > li b").all_inner_texts()]


def agenda(page: Page, meeting: Meeting) -> None:
    page.goto(f"/p/school/meetings/{meeting.number}/agenda/")
    expect(page.get_by_role("button", name="Move Alpha")).to_be_visible()


def minutes(page: Page, meeting: Meeting) -> None:
    page.goto(f"/p/school/meetings/{meeting.number}/minutes/")


def test_the_agenda_is_ordered_by_keyboard(story: Story, meeting: Meeting, new_page: NewPage) -> None:
    page = new_page(story.lead.email)
    agenda(page, meeting)
    page.get_by_role("button", name="Move Alpha").press("Alt+ArrowDown")
    expect(page.locator("[data-agenda-status]")).to_have_text("Alpha is now number 2 of 3.")
    until(lambda: stored(meeting) == ["Beta", "Alpha", "Gamma"], "Alpha is second")
    grip = page.get_by_role("button", name="Move Gamma")
    grip.press(" ")
    expect(page.locator("[data-agenda-status]")).to_have_text("Gamma taken up, number 3 of 3.")
    grip.press("ArrowUp")
    grip.press("ArrowUp")
    expect(grip).to_be_focused()
    grip.press(" ")
    expect(page.locator("[data-agenda-status]")).to_have_text("Gamma put down as number 1.")
    until(lambda: stored(meeting) == ["Gamma", "Beta", "Alpha"], "Gamma is first")
    grip.press(" ")
    grip.press("ArrowDown")
    grip.press("Escape")
    assert shown(page) == ["Gamma", "Beta", "Alpha"]


def test_the_agenda_is_ordered_by_dragging(story: Story, meeting: Meeting, new_page: NewPage) -> None:
    page = new_page(story.lead.email)
    agenda(page, meeting)
    grip = page.get_by_role("button", name="Move Gamma")
    grip.hover()
    page.mouse.down()
    first = page.locator("#agenda > li").first.bounding_box()
    assert first is not None
    page.mouse.move(first["x"] + 40, first["y"] + 3, steps=8)
    page.mouse.up()
    until(lambda: stored(meeting) == ["Gamma", "Alpha", "Beta"], "Gamma is first")
    page.reload()
    assert shown(page) == ["Gamma", "Alpha", "Beta"]


def test_two_order_at_once_and_the_later_one_sees_why_it_was_not_so(
    story: Story, meeting: Meeting, new_page: NewPage
) -> None:
    karin, jonas = new_page(story.lead.email), new_page(story.supplier_lead.email)
    agenda(karin, meeting)
    agenda(jonas, meeting)
    karin.get_by_role("button", name="Move Alpha").press("Alt+ArrowDown")
    until(lambda: stored(meeting) == ["Beta", "Alpha", "Gamma"], "Alpha is second")
    jonas.get_by_role("button", name="Move Gamma").press("Alt+ArrowUp")
    expect(jonas.locator("[data-agenda-notice]")).to_contain_text(
        "Karin Lind changed the agenda", timeout=PATIENCE_MS
    )
    assert shown(jonas) == ["Beta", "Alpha", "Gamma"]
    jonas.get_by_role("button", name="Move Gamma").press("Alt+ArrowUp")
    until(lambda: stored(meeting) == ["Beta", "Gamma", "Alpha"], "Gamma is second")


def test_one_writes_the_other_reads_asks_and_goes_on(
    story: Story, meeting: Meeting, new_page: NewPage
) -> None:
    karin, jonas = new_page(story.lead.email), new_page(story.supplier_lead.email)
    minutes(karin, meeting)
    karin.get_by_role("button", name="Begin to write").click()
    karin.get_by_label("What was said: Alpha").fill("We looked at **both** plans.")
    expect(karin.locator("#saved")).to_contain_text("Saved at", timeout=PATIENCE_MS)
    minutes(jonas, meeting)
    expect(jonas.get_by_text("Karin Lind writes.")).to_be_visible()
    expect(jonas.locator("#live strong")).to_have_text("both")
    karin.get_by_label("What was said in general").fill("It was short.")
    expect(jonas.get_by_text("It was short.")).to_be_visible(timeout=PATIENCE_MS)
    jonas.get_by_role("button", name="Ask to write").click()
    expect(karin.locator("[data-asked]")).to_contain_text("Jonas Berg asks to write", timeout=PATIENCE_MS)
    karin.get_by_label("To whom?").select_option(label="Jonas Berg")
    karin.get_by_label("What was said: Beta").fill("Karin's last words.")
    karin.get_by_role("button", name="Let them write").click()
    # what was still on its way was kept before the pen went
    jonas.get_by_label("What was said: Beta").wait_for(timeout=PATIENCE_MS)
    expect(jonas.get_by_label("What was said: Beta")).to_have_value("Karin's last words.")
    expect(karin.get_by_text("Jonas Berg writes.")).to_be_visible()
    jonas.get_by_label("What was said: Gamma").fill("And Jonas goes on.")
    expect(karin.get_by_text("And Jonas goes on.")).to_be_visible(timeout=PATIENCE_MS)


def test_what_is_typed_before_the_script_is_there_is_kept(
    story: Story, meeting: Meeting, new_page: NewPage
) -> None:
    begun(story, meeting)
    karin = new_page(story.lead.email)
    held: list[Route] = []
    karin.route("**/js/minutes*.js", lambda route: held.append(route))
    karin.goto(f"/p/school/meetings/{meeting.number}/minutes/", wait_until="commit")
    karin.get_by_label("What was said: Alpha").fill("Typed early.")
    while not held:
        karin.wait_for_timeout(20)
    held[0].continue_()
    expect(karin.locator("#saved")).to_contain_text("Saved at", timeout=PATIENCE_MS)
    assert AgendaItem.objects.get(title="Alpha").said == "Typed early."


def test_what_is_typed_when_the_pen_is_gone_is_handed_back(
    story: Story, meeting: Meeting, new_page: NewPage
) -> None:
    written(story, meeting, text="Of Karin")
    karin = new_page(story.lead.email)
    minutes(karin, meeting)
    general = karin.get_by_label("What was said in general")
    general.fill("Of Karin, and more")
    Minutes.objects.update(writer=story.supplier_lead, text="Of Jonas", version=9)
    heading = karin.get_by_role("heading", name="Your unsaved text")
    expect(heading).to_be_visible(timeout=PATIENCE_MS)
    expect(karin.get_by_label("What you typed")).to_have_value("Of Karin, and more")
    beside = karin.get_by_role("region", name="Your unsaved text")
    expect(beside.get_by_text("Of Jonas", exact=True)).to_be_visible()
    assert Minutes.objects.get().text == "Of Jonas"


def test_decided_agreed_and_followed_up_while_writing(
    story: Story, meeting: Meeting, new_page: NewPage
) -> None:
    begun(story, meeting)
    karin = new_page(story.lead.email)
    minutes(karin, meeting)
    karin.get_by_label("What was said: Alpha").fill("Typed just before.")
    karin.get_by_text("Agree on an action").click()
    karin.get_by_label("What is to be done?").fill("Rehearse it")
    karin.get_by_label("Who does it?").select_option(index=1)
    karin.locator("#agree_due").fill("2030-01-15")
    karin.get_by_role("button", name="Add it").click()
    expect(karin.get_by_text("Added as number 1.")).to_be_visible()
    # the autosave had not come yet: it was sent along first
    assert AgendaItem.objects.get(title="Alpha").said == "Typed just before."
    expect(karin.get_by_label("What was said: Alpha")).to_have_value("Typed just before.")
    karin.get_by_text("Write down a decision").click()
    karin.get_by_label("What is decided?").fill("A second server")
    karin.get_by_role("button", name="Decided").click()
    expect(karin.get_by_text("In the register as D-1.")).to_be_visible()
    karin.get_by_role("button", name="Done: Rehearse it").click()
    expect(karin.get_by_text("Done: Rehearse it").first).to_be_visible()
    assert ActionItem.objects.get().state == "done"
