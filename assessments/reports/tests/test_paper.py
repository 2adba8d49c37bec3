"""The PDF itself: what it says, what it keeps to itself, and whether everybody can read it."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from assessments.reports.rendering import render_report
from assessments.tests.factories import COMMENTS, LAST_YEAR, THIS_YEAR, closed_round
from common import pdf
from governance.action_items.models import ActionItem
from tests.read_aloud import reads_aloud
from tests.story import Story

LETTERS = "å ä ö æ ø Å Ä Ö Æ Ø ą č ő →"


def read(content: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(content))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def root_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"].get_object()


def structure(reader: PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree."""
    found: list[DictionaryObject] = []
    waiting: list[Any] = [root_of(reader)["/StructTreeRoot"].get_object()]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, DictionaryObject):
            continue
        found.append(element)
        kids: Any = element.get("/K", [])
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        waiting += [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return found


def test_it_tells_what_the_check_found(story: Story) -> None:
    previous = closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    ActionItem.objects.create(
        partnership=story.partnership, number=1, title="Put the outlook into the folder", owner=story.lead,
        owner_side="customer", due=date(2026, 3, 1), origin="finding", state="done", created_by=story.lead,
        origin_key=previous.origin_key("information_sharing"), done_note="It is read each month.",
    )  # fmt: skip
    comments = {**COMMENTS, "staffing": [["customer", LETTERS]]}
    reader, text = read(render_report(closed_round(story.partnership, comments=comments), "en"))
    for said in (
        "Fyrstads kommun", "Nordlys Skolsystem AB", "11 of 12 answered", "two more than in 2025",
        "What has changed since 2025", "Put the outlook into the folder", "It is read each month.",
        "How freely and openly is information shared between the parties?",
        "We hear of budget changes when the order is already cut.", LETTERS,
        f"Page 2 of {len(reader.pages)}",
    ):  # fmt: skip
        assert said in text, said
    assert 5 <= len(reader.pages) <= 8


def test_it_names_nobody_who_answered_and_shows_no_small_spread(story: Story) -> None:
    _reader, text = read(render_report(closed_round(story.partnership, answered=(2, 2)), "en"))
    assert not [person.name for person in story.people.values() if person.name in text]
    assert "only the combined answers are shown" in text
    assert "Cannot say" not in text
    _reader, text = read(render_report(closed_round(story.partnership, year=2027, answered=(6, 2)), "en"))
    assert "Fewer than three answered: only the combined answer is shown." in text


def test_what_a_side_keeps_to_itself_is_not_in_it(story: Story) -> None:
    round = closed_round(story.partnership)
    ActionItem.objects.create(
        partnership=story.partnership, number=1, title="Ours alone", owner=story.lead, space="customer",
        owner_side="customer", due=date(2027, 3, 1), created_by=story.lead, origin="finding",
        origin_key=round.origin_key("information_sharing"),
    )  # fmt: skip
    _reader, text = read(render_report(round, "en"))
    assert "Ours alone" not in text


def test_a_first_check_says_so(story: Story) -> None:
    _reader, text = read(render_report(closed_round(story.partnership), "en"))
    assert "There was no health check before this one" in text


@pytest.mark.parametrize("letter", ["f", "n", "-"])
def test_it_is_made_whatever_was_answered(story: Story, letter: str) -> None:
    answers = [letter * 2] * len(THIS_YEAR)
    _reader, text = read(
        render_report(closed_round(story.partnership, answers=answers, answered=(0, 0)), "en")
    )
    assert ("No gap, and nothing that needs attention" in text) == (letter == "f")
    assert ("No question was answered by both sides" in text) == (letter == "-")


def test_very_long_comments_run_over_several_pages(story: Story) -> None:
    long = "\n\n".join(f"Paragraph {n}: " + "a long comment that goes on " * 60 for n in range(12))
    comments = {"staffing": [["customer", long + " the very end"], ["supplier", "word" * 500]]}
    reader, text = read(render_report(closed_round(story.partnership, comments=comments), "en"))
    assert "the very end" in text
    assert len(reader.pages) > 8


def test_it_can_be_read_by_everybody(story: Story) -> None:
    closed_round(story.partnership, year=2025, answers=LAST_YEAR)
    reader, _text = read(render_report(closed_round(story.partnership), "en"))
    root = root_of(reader)
    reads_aloud(reader)
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Health check 2026 – School administration"
    assert [one.title for one in reader.outline if not isinstance(one, list)] == [
        "Health check 2026", "Summary", "How each side answered", "What has changed since 2025",
        "What to talk about", "What goes well", "How we asked",
    ]  # fmt: skip
    elements = structure(reader)
    figures = [element for element in elements if element.get("/S") == "/Figure"]
    assert len(figures) == 2  # the picture and the trend
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
    assert any("Information shared freely – Customer: Fully" in str(figure["/Alt"]) for figure in figures)
    assert any(element.get("/S") == "/TH" for element in elements)


def test_its_fonts_are_ours_and_embedded(story: Story) -> None:
    reader, _text = read(render_report(closed_round(story.partnership), "en"))
    fonts = {}
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            for kid in font.get_object().get("/DescendantFonts", []):
                kid = kid.get_object()
                fonts[str(kid["/BaseFont"])] = kid["/FontDescriptor"].get_object()
    assert fonts
    assert all("Plex" in name for name in fonts), sorted(fonts)
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor) for descriptor in fonts.values())


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/pixel.png",
        "http://127.0.0.1/",
        "file:///etc/passwd",
        "../../manage.py",
        "ftp://example.com/x",
        pdf.STATIC_BASE + "css/../../manage.py",
        pdf.STATIC_BASE + "%2e%2e/manage.py",
        pdf.STATIC_BASE + "no-such-file.png",
        pdf.STATIC_BASE,
        "https://static.invalid.example.com/css/report.css",
    ],
)
def test_a_document_may_fetch_nothing_from_outside(address: str) -> None:
    with pytest.raises(pdf.ForbiddenAddress):
        pdf.static_file(address)


def test_our_own_files_are_found() -> None:
    assert pdf.static_file(pdf.STATIC_BASE + "css/report.css").name == "report.css"


def test_a_comment_cannot_reach_out(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = pdf.static_file

    def noted(url: str) -> Path:
        asked.append(url)
        return real(url)

    monkeypatch.setattr(pdf, "static_file", noted)
    comments = {"staffing": [["customer", '<img src="file:///etc/passwd"><link href="http://evil/">']]}
    _reader, text = read(render_report(closed_round(story.partnership, comments=comments), "en"))
    assert "<img src=" in text
    assert not [url for url in asked if not url.startswith(pdf.STATIC_BASE)]
