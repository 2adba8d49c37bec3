"""A municipality's register of risks goes in as it is, by whoever has it, without a change to the file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from governance.action_items.models import ActionItem
from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import work_on_risk_import
from governance.risks.models import Risk
from partnerships.importing.tests.factories import REGISTER
from tests.browser.axe import violations
from tests.browser.conftest import NewPage
from tests.story import Story, tell_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(transactional_db: None) -> Story:
    story = tell_story()
    story.lead.language = "sv"
    story.lead.save()
    return story


def bring(page: Page, file: Path) -> None:
    page.goto("/p/school/risks/import/")
    page.get_by_label("Fil").set_input_files(str(file))
    page.get_by_role("button", name="Titta på den").click()
    page.wait_for_url(re.compile(r"/import/\d+/"))
    work_on_risk_import(RiskImport.objects.latest("pk").pk)
    page.reload()


def test_a_municipalitys_register_without_touching_it(
    story: Story, new_page: NewPage, tmp_path: Path
) -> None:
    file = tmp_path / "Riskregister.csv"
    file.write_bytes(REGISTER.encode("cp1252"))
    page = new_page(story.lead.email)
    bring(page, file)
    expect(page.get_by_role("heading", name="Vad är kolumnerna?")).to_be_visible()
    for heading, field in (("Titel", "event"), ("Händelse", "event"), ("Konsekvens", "effect")):
        expect(page.get_by_label(heading, exact=True)).to_have_value(field)
    expect(page.get_by_label("Sannolikhet (1-5)")).to_have_value("likelihood")
    assert violations(page) == []
    page.get_by_role("button", name="Titta på raderna").click()
    page.wait_for_url(re.compile(r"/import/\d+/$"))
    work_on_risk_import(RiskImport.objects.latest("pk").pk)
    page.reload()
    expect(page.get_by_text("Driftstopp: Systemet är nere vid terminsstart")).to_be_visible()
    assert not Risk.objects.exists()
    page.get_by_role("button", name="Spara", exact=True).click()
    work_on_risk_import(RiskImport.objects.latest("pk").pk)
    page.goto("/p/school/risks/")
    expect(page.get_by_text("Driftstopp: Systemet är nere vid terminsstart").first).to_be_visible()
    assert sorted(Risk.objects.values_list("likelihood", flat=True)) == [3, 4]
    assert ActionItem.objects.get().title == "Lasttest i juni"
    # the next one is read without a question
    bring(page, file)
    expect(page.get_by_role("link", name="Ändra vad kolumnerna är")).to_be_visible()
