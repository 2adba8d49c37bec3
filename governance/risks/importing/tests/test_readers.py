"""Tables on bad days: what programs and people do to them, and what holds no worker up."""

import io
import time
import unicodedata
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from common.import_jobs import CLAIM
from common.tables import xlsx_file
from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import resume_risk_imports
from governance.risks.importing.tests.factories import (
    HEADINGS,
    IMPORTS,
    ahead,
    as_csv,
    as_xlsx,
    bring,
    counts,
    line,
    store,
)
from governance.risks.models import Risk
from partnerships.importing import services
from tests.story import Story

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REGISTER = [HEADINGS, line(), line(event="Two")]


def workbook(*sheets: tuple[str, list[list[Any]], str], chart_first: bool = False) -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    if chart_first:
        book.create_chartsheet("Chart")
    for title, rows, state in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def with_part(name: str, content: str) -> bytes:
    """A workbook of which one part is replaced."""
    whole, file = zipfile.ZipFile(io.BytesIO(as_xlsx(line()))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in {*whole.namelist(), name}:
            archive.writestr(part, content if part == name else whole.read(part))
    return file.getvalue()


def sheet_of(rows: str) -> bytes:
    return with_part(SHEET, f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>')


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "above",
    ["", "Risks, of the school, spring, 2027, all, of, them, as, of, today, in, one\n\n\n", "a;b|c\td\n" * 5],
)
def test_the_separator_is_that_of_the_headings(
    story: Story, client: Client, separator: str, above: str
) -> None:
    run = bring(client, story, above + as_csv(line(), line(event="Two"), separator=separator))
    assert (run.state, run.problem) == ("preview", "")
    assert counts(run) == (2, 0, 0, 0)


@pytest.mark.parametrize("said", ["sep=;\n", "\ufeffSEP=;\r\n", '"sep=;"\r\n'])
def test_a_separator_that_the_first_line_says(story: Story, client: Client, said: str) -> None:
    run = bring(client, story, said + as_csv(line(), separator=";"))
    assert counts(run) == (1, 0, 0, 0)
    assert run.outcome["first_new"][0][0] == 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "mac_roman"])
def test_letters_and_line_ends_of_old_programs(story: Story, client: Client, encoding: str) -> None:
    text = as_csv(line(event="Skolår, ö")).replace("\r\n", "\r")
    run = bring(client, story, text.encode(encoding))
    assert counts(run) == (1, 0, 0, 0)
    assert run.outcome["first_new"] == [[2, "Skolår, ö"]]


def test_letters_in_two_parts_are_the_same_letters(story: Story, client: Client) -> None:
    story.lead.family_name = "Sjögren"
    story.lead.save()
    lines = [
        line(event="Överföring", owner=f"{story.lead.given_name} Sjögren"),
        line(event="Två", owner="Bjørn Ö"),
    ]
    run = bring(client, story, unicodedata.normalize("NFD", as_csv(*lines)))
    assert counts(run) == (1, 0, 0, 1)
    store(client, run)
    assert Risk.objects.get().event == "Överföring"
    assert Risk.objects.get().owner == story.lead
    run = bring(client, story, as_csv(lines[0]))
    assert counts(run) == (0, 0, 0, 1)  # there already


@pytest.mark.parametrize("chart_first", [True, False])
def test_the_sheet_that_has_the_headings(story: Story, client: Client, chart_first: bool) -> None:
    sheets = [
        ("Old", REGISTER[:2], "hidden"),
        ("Empty", [], "visible"),
        ("Nothing", [], "visible"),
        ("Read me", [["Fill in the register"]], "visible"),
        ("Risks", [["Our risks"], [], *REGISTER], "visible"),
    ]
    run = bring(client, story, workbook(*sheets, chart_first=chart_first), "risks.xlsx")
    assert (run.problem, counts(run)) == ("", (2, 0, 0, 0))
    assert run.outcome["remark"] == "The sheet “Risks” was read."
    assert run.outcome["remark"] in client.get(run.get_absolute_url()).content.decode()


def test_an_empty_chart_sheet_and_the_register(story: Story, client: Client) -> None:
    run = bring(client, story, workbook(("Risks", REGISTER, "visible"), chart_first=True), "risks.xlsx")
    assert counts(run) == (2, 0, 0, 0)
    assert "“Risks” was read" in run.outcome["remark"]


def test_several_sheets_with_headings_or_none(story: Story, client: Client) -> None:
    both = [("One", REGISTER[:2], "visible"), ("Other", REGISTER, "visible")]
    run = bring(client, story, workbook(*both), "risks.xlsx")
    assert counts(run) == (1, 0, 0, 0)
    assert "Several sheets have the headings. “One” was read, not: Other." in run.outcome["remark"]
    none = [("One", [["x"]], "visible"), ("Other", [], "visible")]
    assert "No sheet of this workbook" in bring(client, story, workbook(*none), "risks.xlsx").problem
    hidden = [("One", [["x"]], "visible"), ("Secret", REGISTER, "hidden")]
    assert "hidden sheet, “Secret”" in bring(client, story, workbook(*hidden), "risks.xlsx").problem


CELL = '<c t="inlineStr"><is><t>x</t></is></c>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (sheet_of(f'<row r="900000000">{CELL}</row>'), "more than 1,048,576 lines"),
        (sheet_of('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "more than 1,000 cells"),
        (sheet_of('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>'), "cannot be read"),
        (sheet_of(f"<row>{'<c/>' * 1_000_000}</row>"), "too large"),
        (sheet_of('<row><c t="s"><v>99</v></c></row>'), "cannot be read"),
        (with_part("xl/sharedStrings.xml", f"<sst>{'<si><t>a</t></si>' * 1_200_000}</sst>"), "too large"),
        (with_part("xl/sharedStrings.xml", f"<sst>{'<si><t>a</t></si>' * 300_000}</sst>"), "too large"),
        (with_part("xl/styles.xml", "<broken"), "cannot be read"),
        (with_part("xl/workbook.xml", ""), "cannot be read"),
    ],
    ids=["row", "column", "no column", "cells", "text", "texts", "small texts", "styles", "book"],
)
def test_a_workbook_that_is_none_is_refused_soon(
    story: Story, client: Client, content: bytes, said: str
) -> None:
    began = time.process_time()
    run = bring(client, story, content, "risks.xlsx")
    assert run.state == "failed"
    assert said in run.problem
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (as_csv(line(cause="x" * 140_000)), "more than 131,072 characters"),
        ("x" * 140_000 + "\n" + as_csv(line()), "more than 131,072 characters"),
        ("x" * 5_000_000, "too long"),
        (as_csv(line(), ["x"] * 1200), "more than 1,000 cells"),
        (as_csv(line(cause="a\x00b")), "not a text file"),
    ],
    ids=["cell", "title", "line", "cells", "nothing"],
)
def test_a_text_that_is_no_table_is_refused(story: Story, client: Client, content: str, said: str) -> None:
    run = bring(client, story, content)
    assert run.state == "failed"
    assert said in run.problem


def test_whatever_a_reader_stumbles_over_ends_in_words(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: Any) -> None:
        raise MemoryError

    monkeypatch.setattr("common.tables.csv_file.encoding_of", stumble)
    monkeypatch.setattr(xlsx_file, "look_through", stumble)
    for name in ("risks.csv", "risks.xlsx"):
        run = bring(client, story, as_csv(line()), name)
        assert (run.state, run.attempts) == ("failed", 1)
        assert "cannot be read" in run.problem


def test_one_import_that_fails_stops_no_other(
    story: Story, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(story.lead)
    for _n in range(2):
        client.post(IMPORTS, {"file": SimpleUploadedFile("risks.csv", as_csv(line()).encode())})
    first, second = RiskImport.objects.order_by("pk")
    really = services._look

    def fail(*given: Any) -> None:
        if RiskImport.objects.filter(pk=first.pk, attempts__lt=2).exists() and not second_is_on():
            raise ConnectionError
        really(*given)

    def second_is_on() -> bool:
        return RiskImport.objects.filter(pk=second.pk, attempts=1).exists()

    monkeypatch.setattr(services, "_look", fail)
    assert resume_risk_imports(timezone.now()) == 1
    second.refresh_from_db()
    assert second.state == "preview"
    assert resume_risk_imports(timezone.now() + CLAIM + timedelta(seconds=1)) == 1


def test_days_and_words_that_the_pages_refuse(story: Story, client: Client) -> None:
    lines = [
        line(review="9999-12-31"),
        line(review="0001-01-01"),
        line(event="\u200b\u2060"),
        line(event="Broken\nover lines", review=ahead()),
    ]
    run = bring(client, story, as_csv(*lines))
    assert counts(run) == (1, 0, 0, 3)
    assert run.outcome["first_new"] == [[5, "Broken over lines"]]
