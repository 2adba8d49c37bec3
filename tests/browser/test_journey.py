"""From a folder of published contracts to the report in the mail, in real browsers: import, start a
partnership, invite the other side, answer blind, let the sweeps close it, read the PDF, act."""

import email
import io
import re
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.organisations.models import Organisation
from assessments.rounds.models import Round
from partnerships.documents.models import Document
from tests.browser.conftest import NewPage
from tests.story import new_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REAL = Path(settings.BASE_DIR).parent / "shared/data/ocds"
SAMPLE = Path(__file__).parent / "sample_release.json"
TITLE = "Bedriftshelsetjeneste"
ANSWERS = ["Fully", "Largely", "Partly", "Not at all"]


def mails_to(folder: str, address: str) -> list[EmailMessage]:
    """The mails that were kept for somebody, oldest first."""
    found = []
    for path in sorted(Path(folder).glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(message, EmailMessage)
        if message["To"] == address:
            found.append(message)
    return found


def link_in(message: EmailMessage, pattern: str) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(rf"https?://\S*{pattern}\S*", body.get_content())
    assert found, body.get_content()
    return found.group()


def sweep(days: int = 0) -> None:
    call_command("sweep", now=(timezone.now() + timedelta(days=days)).isoformat(), verbosity=0)


def import_and_start(page: Page, contact: str) -> str:
    """Import the folder, store it, start a partnership from one contract; returns its reference."""
    page.goto("/agreements/")
    page.get_by_role("link", name="Import").click()
    files = sorted(REAL.glob("*.json")) if REAL.exists() else [SAMPLE]
    page.set_input_files("input[type=file]", [str(path) for path in files])
    page.get_by_role("button", name="Look at them").click()
    page.wait_for_url(re.compile(r"/agreements/import/\d+/"))
    sweep()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you want to store?")
    page.get_by_role("button", name="Store").click()
    expect(page.get_by_role("button", name="Store")).to_have_count(0)
    sweep()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stored")
    page.goto("/agreements/?q=bedriftshelse")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Start a partnership").click()
    if (question := page.locator("input[name=for_own]")).count():  # somebody else bought it
        question.check()
    page.locator("input[name=start]").fill("2024-01-01")
    page.locator("input[name=end]").fill("2030-12-31")
    page.fill("input[name=supplier_contact]", contact)
    page.get_by_role("button", name="Propose it to the supplier").click()
    page.wait_for_url(re.compile(r"/p/"))
    sweep()
    return page.url.split("/p/")[1].split("/")[0]


def accept(page: Page, invitation: EmailMessage, reference: str) -> None:
    """The supplier's contact follows the link: an account, then the proposal, then yes."""
    page.goto(link_in(invitation, "/invitation/"))
    page.fill("input[name=given_name]", "Per")
    page.fill("input[name=family_name]", "Olsen")
    page.fill("input[name=password]", "a-good-long-password-too")
    page.get_by_role("button", name="Accept and go on").click()
    page.wait_for_url(re.compile(rf"/p/{reference}/proposal/"))
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
    page.goto(f"/p/{reference}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def ask_guests(page: Page, reference: str, side: str) -> list[str]:
    page.goto(f"/p/{reference}/health-checks/respondents/")
    addresses = [f"guest-{number}@{side}.example" for number in (1, 2)]
    for address in addresses:
        page.fill("input[name=name]", f"Guest {address[6]}")
        page.fill("input[type=email]", address)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.get_by_text(address)).to_be_visible()
    return addresses


def answer_all(page: Page, choices: list[str], comment: str = "") -> None:
    """One question at a time until the page that says thank you."""
    page.get_by_role("link", name="Begin").click()
    for number, choice in enumerate(choices):
        expect(page.get_by_text(f"Question {number + 1} of 14")).to_be_visible()
        page.get_by_text(choice, exact=True).click()
        if comment and number == 0:
            page.get_by_label("What makes you say so?").fill(comment)
        page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Thank you, your answers are in")).to_be_visible()


def test_from_a_published_contract_to_the_report_in_the_mail(
    new_page: NewPage, settings: LazySettings, tmp_path: Path
) -> None:
    fyrstad = Organisation.objects.create(name="Fyrstads kommun", identifier="SE2120001234", country="SE")
    karin = new_person("Karin", "Lind", fyrstad, is_officer=True, is_administrator=True)
    contact = "per.olsen@bedriftshelsen.example"
    settings.EMAIL_BACKEND = "outbox.folder.EmlFolderBackend"  # tests put another in its place
    kept = settings.EMAIL_FILE_PATH

    customer = new_page(karin.email)
    reference = import_and_start(customer, contact)
    supplier = new_page()
    accept(supplier, mails_to(kept, contact)[0], reference)

    # both leads choose whom to ask; neither sees the other's list
    guests = ask_guests(customer, reference, "fyrstad") + ask_guests(supplier, reference, "bedriftshelsen")
    expect(supplier.get_by_text("guest-1@fyrstad.example")).to_have_count(0)
    customer.goto(f"/p/{reference}/health-checks/open/")
    customer.get_by_role("button", name="Open and invite").click()
    expect(customer.get_by_role("button", name="Open and invite")).to_have_count(0)
    sweep()
    round = Round.objects.get()

    # three on each side: the leads signed in, the guests by their personal links, on a phone
    for page in (customer, supplier):
        page.goto(f"/p/{reference}/health-checks/{round.pk}/")
        page.get_by_role("link", name="Start").click()
    answer_all(customer, ["Fully"] * 7 + ["Partly"] * 7, "It has paid off.")
    answer_all(supplier, ["Largely"] * 7 + ["Fully"] * 7, "We hear of budget changes late – å ä ö æ ø.")
    links = {}
    for guest in guests:
        links[guest] = link_in(mails_to(kept, guest)[-1], "/answer/")
        window = new_page(phone=True)
        window.goto(links[guest])
        mood = ["Largely"] * 7 + (["Partly"] * 7 if "fyrstad" in guest else ["Fully"] * 7)
        answer_all(window, mood)
        window.context.close()

    # blind until it closes
    supplier.goto(f"/p/{reference}/health-checks/{round.pk}/")
    expect(supplier.get_by_text("It has paid off.")).to_have_count(0)
    expect(supplier.get_by_text("3 of 3 have answered")).to_have_count(2)

    sweep(days=29)
    customer.goto(f"/p/{reference}/health-checks/{round.pk}/")
    expect(customer.get_by_role("img", name=re.compile("How each side answered"))).to_be_visible()
    expect(customer.get_by_text("We hear of budget changes late – å ä ö æ ø.").first).to_be_visible()
    refused = new_page()
    refused.goto(links[guests[0]])
    expect(refused.get_by_text(TITLE)).to_have_count(0)

    # the report came by mail, to both leads, and is the one that can be fetched
    for address in (karin.email, contact):
        last = mails_to(kept, address)[-1]
        attached = next(last.iter_attachments())
        pdf = PdfReader(io.BytesIO(attached.get_content()))
        text = " ".join(page.extract_text() for page in pdf.pages)
        assert 4 <= len(pdf.pages) <= 9
        assert "Fyrstads kommun" in text
        assert "å ä ö æ ø" in text
        assert "Guest" not in text
        assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    with customer.expect_download() as download:
        customer.get_by_role("link", name="Report (PDF)").click()
    download.value.save_as(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").stat().st_size == Document.objects.get(kind="report").size

    # a finding becomes an action, which is ticked off
    customer.get_by_role("link", name="Propose an action").first.click()
    customer.fill("input[name=title]", "Budget outlook on every board")
    customer.select_option("select[name=owner]", label="Per Olsen")
    customer.fill("input[name=due]", (timezone.now() + timedelta(days=60)).date().isoformat())
    customer.get_by_role("button", name="Propose an action").click()
    expect(customer.get_by_text("Budget outlook on every board").first).to_be_visible()
    supplier.goto(f"/p/{reference}/actions/")
    supplier.get_by_role("link", name="Budget outlook on every board").click()
    supplier.get_by_role("button", name="Tick off").click()
    expect(supplier.get_by_role("button", name="Tick off")).to_have_count(0)
    customer.goto(f"/p/{reference}/health-checks/{round.pk}/")
    expect(customer.get_by_text("✓ Done")).to_be_visible()
