"""Both sides at once, in real browsers: a charter written and signed together, a year of meetings, one of
them held, its minutes sealed, a risk, a concern up two levels; and every mail and paper that came of it."""

import io
import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.people.models import Person
from governance.meetings.models import Meeting
from tests.browser.conftest import NewPage
from tests.browser.test_journey import link_in, mails_to, sweep
from tests.story import PASSWORD, Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = "/p/school/"
AIMS = "Every pupil has a place by the first day of term – å ä ö."
TONE = "We call before we write."
RESERVATION = "The number of pupils is the customer's to forecast."
SAID = "Three schools have moved, and nobody was left waiting."
DECISION = "The timetable is frozen two weeks before term"


@pytest.fixture
def told(transactional_db: None) -> Story:
    return tell_story()


def write_section(page: Page, title: str, text: str) -> None:
    section = page.get_by_role("article", name=title)
    section.locator("summary").click()
    section.locator("textarea").fill(text)
    section.get_by_role("button", name="Save").click()
    expect(section.locator(".prose")).to_have_text(text)


def write_a_charter(customer: Page, supplier: Page) -> None:
    customer.goto(f"{HOME}charter/")
    customer.get_by_role("button", name="Start the charter").click()
    customer.wait_for_url(re.compile("/workshop/"))
    supplier.goto(f"{HOME}charter/")
    supplier.get_by_role("link", name="To the workshop").click()
    write_section(customer, "Shared aims", AIMS)
    expect(supplier.locator(".prose", has_text=AIMS)).to_be_visible()  # by itself
    write_section(supplier, "Tone", TONE)
    expect(customer.locator(".prose", has_text=TONE)).to_be_visible()
    customer.get_by_role("link", name="Submit for signature").click()
    customer.get_by_role("button", name="Ask both sides to sign").click()
    expect(customer.get_by_role("button", name="Ask both sides to sign")).to_have_count(0)


def sign(page: Page, reservation: str = "") -> None:
    """What waits for a signature is on my work; signing asks for the password again."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Read and sign").first.click()
    if reservation:
        page.get_by_label("Reservation", exact=False).fill(reservation)
    page.get_by_role("main").get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("button", name="Sign", exact=True)).to_have_count(0)


def set_up_a_board(customer: Page) -> None:
    customer.goto(f"{HOME}boards/new/")
    customer.get_by_label("What is it called?").fill("Project board")
    customer.get_by_label("This is the joint project board").check()
    customer.get_by_role("checkbox", name="Karin Lind").check()
    customer.get_by_role("checkbox", name="Jonas Berg").check()
    customer.get_by_label("How often?").select_option(label="Every month")
    customer.get_by_role("button", name="Set up the board").click()
    expect(customer.get_by_role("heading", level=1)).to_have_text("Project board")


def add_an_action(page: Page, title: str, owner: Person) -> None:
    page.goto(f"{HOME}actions/new/")
    page.fill("input[name=title]", title)
    page.select_option("select[name=owner]", str(owner.pk))
    page.fill("input[name=due]", (timezone.now() + timedelta(days=2)).date().isoformat())
    page.select_option("select[name=level]", label="Strategic")
    page.get_by_role("main").locator("form button.btn-joint").click()
    expect(page.get_by_role("link", name=title)).to_be_visible()


def prepare_the_agenda(customer: Page, supplier: Page, meeting: Meeting) -> None:
    customer.goto(f"{HOME}meetings/{meeting.number}/agenda/")
    customer.locator("li", has_text="Count the places").get_by_role("button").click()
    expect(customer.locator("ol.agenda > li")).to_have_count(1)
    supplier.goto(f"{HOME}meetings/{meeting.number}/agenda/")
    supplier.get_by_role("main").locator("input[name=title]").fill("The first day of term")
    supplier.get_by_role("button", name="Put it on the agenda").click()
    expect(supplier.locator("ol.agenda > li")).to_have_count(2)
    # by keyboard, to the top
    supplier.get_by_role("button", name="Move The first day of term").focus()
    supplier.keyboard.press("Alt+ArrowUp")
    expect(supplier.locator("ol.agenda > li").first).to_contain_text("The first day of term")
    expect(supplier.locator("[data-agenda-status]")).not_to_be_empty()
    expect(supplier.get_by_role("button", name="Up: The first day of term")).to_be_disabled()  # it is saved
    customer.reload()
    expect(customer.locator("ol.agenda > li").first).to_contain_text("The first day of term")


def say_yes_by_mail(page: Page, folder: str, person: Person, customer: Page, meeting: Meeting) -> None:
    """By the link in the invitation, without signing in."""
    invitation = next(mail for mail in mails_to(folder, person.email) if calendars_in([mail]))
    page.goto(link_in(invitation, "/attend/"))
    page.get_by_role("button", name="Yes, I come").click()
    expect(page.get_by_role("button", name="Yes, I come", pressed=True)).to_be_visible()
    customer.goto(f"{HOME}meetings/{meeting.number}/")
    expect(customer.get_by_role("listitem").filter(has_text=person.name)).to_contain_text("comes")


def agree_on(page: Page, title: str, owner: Person) -> None:
    page.locator("summary", has_text="Agree on an action").click()
    form = page.locator("details form", has_text="Who does it?")
    form.locator("input[name=title]").fill(title)
    form.locator("select[name=owner]").select_option(str(owner.pk))
    form.locator("input[name=due]").fill((timezone.now() + timedelta(days=40)).date().isoformat())
    form.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("link", name=title).first).to_be_visible()


def hold_it(customer: Page, supplier: Page, meeting: Meeting, story: Story) -> None:
    customer.goto(f"{HOME}meetings/{meeting.number}/minutes/")
    customer.get_by_role("button", name="Begin to write").click()
    expect(customer.get_by_role("button", name="Begin to write")).to_have_count(0)
    supplier.goto(f"{HOME}meetings/{meeting.number}/minutes/")
    for name in ("Anna Hedlund", "Per Olsen", "Karin Lind", "Jonas Berg"):
        customer.get_by_label(name, exact=True).select_option(label="Present")
    customer.get_by_label("What was said: The first day of term").fill(SAID)
    expect(supplier.get_by_text(SAID)).to_be_visible()  # as it is written
    customer.locator("summary", has_text="Write down a decision").click()
    customer.get_by_label("What is decided?").fill(DECISION)
    customer.get_by_role("button", name="Decided").click()
    expect(customer.get_by_text(DECISION).first).to_be_visible()
    agree_on(customer, "Publish the frozen timetable", story.supplier_lead)
    agree_on(customer, "Tell the principals", story.lead)
    expect(supplier.get_by_text("Tell the principals").first).to_be_visible()


def raise_a_risk(customer: Page, owner: Person) -> None:
    """In the meeting: the form opens in a window of its own."""
    with customer.context.expect_page() as opened:
        customer.get_by_role("link", name=re.compile("Raise a risk.*The first day")).click()
    page = opened.value
    expect(page.locator("[name=event]")).to_have_value("The first day of term")
    page.fill("[name=event]", "A school starts without a timetable")
    page.fill("[name=cause]", "Staff change in August")
    page.fill("[name=effect]", "Pupils without lessons on the first day")
    for name, label in [("bears", "Customer"), ("manages", "Supplier")]:
        page.select_option(f"select[name={name}]", label=label)
    page.fill("[name=reason]", "Only the supplier can test the timetable before the term.")
    for name in ("likelihood", "impact_customer", "impact_supplier"):
        page.select_option(f"select[name={name}]", value="4")
    page.select_option("select[name=owner]", str(owner.pk))
    page.fill("input[name=review_on]", (timezone.now() + timedelta(days=30)).date().isoformat())
    page.get_by_role("main").locator("form button.btn-joint").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A school starts without a timetable")
    page.close()


def put_up_the_minutes(customer: Page) -> None:
    customer.get_by_role("button", name="Submit for signature").click()
    expect(customer.get_by_role("button", name="Submit for signature")).to_have_count(0)


def raise_a_concern(customer: Page, supplier: Page) -> str:
    """Raised by one side, seen by each with the other's eyes; returns its page."""
    customer.goto(f"{HOME}concerns/new/")
    customer.get_by_label("In one sentence").fill("Planning is put off")
    customer.get_by_label("What do you see?").fill("In three meetings it was moved to the next.")
    customer.get_by_label("What does it do to you").fill("We begin to plan alone.")
    customer.get_by_label("What would you wish?").fill("Half an hour in every meeting.")
    customer.get_by_role("button", name="Raise it").click()
    expect(customer.get_by_role("heading", level=1)).to_have_text("Planning is put off")
    for page in (customer, supplier):
        page.goto(customer.url)
        page.get_by_role("link", name="Write it").click()
        page.get_by_role("main").locator("textarea").fill("They have lost two people this spring.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("button", name="Save")).to_have_count(0)
    return customer.url


def take_it_up(page: Page, concern: str, level: str) -> None:
    page.goto(concern)
    page.get_by_role("link", name="To the next level").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"To the {level} level")
    page.get_by_role("main").locator("textarea").fill(
        "We agree on the aim; who frees the time is not ours to say."
    )
    page.get_by_role("button", name="Take it there").click()
    expect(page.locator("ol.life [aria-current=step]")).to_have_text(level.capitalize())


def end_it(sro: Page, srie: Page, concern: str) -> None:
    sro.goto(concern)
    sro.get_by_role("link", name="We have an answer").click()
    sro.locator("[name=outcome]").fill("Half an hour of planning opens every board.")
    sro.locator("[name=lesson_title]").fill("Plan first, report later")
    sro.locator("[name=lesson_text]").fill("What is at the end of an agenda is put off.")
    sro.get_by_role("button", name="Put it forward").click()
    expect(sro.get_by_role("button", name="Put it forward")).to_have_count(0)
    srie.goto(concern)
    srie.get_by_role("button", name="We agree: it ends").click()
    expect(srie.get_by_text("Ended", exact=True)).to_be_visible()


def text_of(pdf: bytes) -> str:
    """Of a paper that a screen reader can read too."""
    reader = PdfReader(io.BytesIO(pdf))
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def papers_in(mails: list[EmailMessage]) -> list[str]:
    return [
        text_of(part.get_content())
        for mail in mails
        for part in mail.iter_attachments()
        if part.get_content_type() == "application/pdf"
    ]


def calendars_in(mails: list[EmailMessage]) -> list[Calendar]:
    return [
        Calendar.from_ical(part.get_content())
        for mail in mails
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]


def read_the_mails(folder: str, story: Story) -> None:
    """Every mail says something in plain words, and nobody elsewhere got one."""
    everybody = {name: mails_to(folder, person.email) for name, person in story.people.items()}
    assert everybody["stranger"] == []
    for mails in everybody.values():
        for mail in mails:
            plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
            assert plain is not None
            assert html is not None
            assert mail["Subject"]
            for body in (plain.get_content(), html.get_content()):
                assert not re.search(r"\{[{%]|None|&amp;amp;", body), body
    for name in ("sro", "srie", "lead", "supplier_lead"):
        papers = papers_in(everybody[name])
        assert any(AIMS in text and RESERVATION in text for text in papers), name
        assert any(SAID in text and DECISION in text for text in papers), name
        invitations = calendars_in(everybody[name])
        assert {str(one["METHOD"]) for one in invitations} == {"REQUEST"}, name
    subjects = {name: [str(mail["Subject"]) for mail in mails] for name, mails in everybody.items()}
    for name in ("sro", "srie"):
        assert any("Planning is put off" in subject for subject in subjects[name]), subjects[name]


def test_a_partnership_works_together(told: Story, new_page: NewPage, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"  # tests put another in its place
    kept = settings.EMAIL_FILE_PATH
    customer, supplier = new_page(told.lead.email), new_page(told.supplier_lead.email)
    sro, srie = new_page(told.sro.email), new_page(told.srie.email)

    write_a_charter(customer, supplier)
    sign(sro)
    sign(srie, RESERVATION)
    customer.goto(f"{HOME}charter/")
    expect(customer.get_by_text(AIMS)).to_be_visible()
    sweep()

    set_up_a_board(customer)
    sweep()
    supplier.goto(f"{HOME}meetings/")
    expect(supplier.get_by_role("main").get_by_role("link", name="Project board")).to_have_count(12)
    meeting = Meeting.objects.order_by("starts_at")[0]
    say_yes_by_mail(new_page(phone=True), kept, told.srie, customer, meeting)
    add_an_action(customer, "Count the places", told.supplier_lead)
    prepare_the_agenda(customer, supplier, meeting)
    # its day has come
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(minutes=30))
    hold_it(customer, supplier, meeting, told)
    raise_a_risk(customer, told.supplier_lead)
    put_up_the_minutes(customer)
    sign(srie)
    sign(sro)
    sweep()
    supplier.goto(f"{HOME}decisions/")
    expect(supplier.get_by_text(DECISION)).to_be_visible()
    concern = raise_a_concern(customer, supplier)
    take_it_up(supplier, concern, "tactical")
    take_it_up(customer, concern, "strategic")
    end_it(sro, srie, concern)
    srie.goto(f"{HOME}lessons/")
    expect(srie.get_by_text("Plan first, report later")).to_be_visible()
    sweep()

    call_command("verify_signoffs")
    read_the_mails(kept, told)
