"""A file on its way in a real browser: progress, what is refused, and nothing chosen is lost."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from governance.risks.tests.factories import new_risk
from partnerships.files.models import Attachment
from partnerships.files.tests.factories import EXE, PDF
from tests.browser.conftest import NewPage
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db: None) -> Story:
    told = tell_story()
    new_risk(told)
    return told


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator("[data-upload] input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )


def test_a_file_is_refused_and_then_taken(
    story: Story, new_page: NewPage, settings: LazySettings, tmp_path: Path
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 3_000_000
    page = new_page(story.member.email)
    page.goto("/p/school/risks/1/")
    page.locator("summary", has_text="Add a file").click()
    page.get_by_label("What is it?").fill("From the vendor")
    refused = page.locator("[data-upload-errors]")
    choose(page, "too-large.pdf", PDF + b"x" * 3_100_000)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(refused).to_contain_text("too large")
    choose(page, "setup.pdf", EXE)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(refused).to_contain_text("does not hold what its name says")
    expect(page.get_by_label("What is it?")).to_have_value("From the vendor")
    choose(page, "vendor.pdf", PDF + b"x" * 2_500_000)
    page.get_by_role("button", name="Add", exact=True).click()
    link = page.get_by_role("link", name="vendor.pdf", exact=True)
    expect(link).to_be_visible()
    expect(page.get_by_text("From the vendor")).to_be_visible()
    with page.expect_download() as caught:
        link.click()
    assert caught.value.suggested_filename == "vendor.pdf"
    caught.value.save_as(tmp_path / "vendor.pdf")
    assert (tmp_path / "vendor.pdf").stat().st_size == len(PDF) + 2_500_000
    assert Attachment.objects.get().note == "From the vendor"
