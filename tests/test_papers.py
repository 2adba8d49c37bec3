"""Every paper says of which partnership it is, on each of its pages and in its name."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from assessments.rounds.models import Round
from common.file_names import LONGEST, file_name
from governance.charter.models import CharterSection, CharterVersion
from governance.minutes.models import Minutes
from partnerships.documents.kinds import _kinds, kind_of
from partnerships.documents.models import Document
from partnerships.lifecycle.models import Partnership
from partnerships.signing.models import SignOff
from tests.every_url.world import build_world
from tests.story import Story, today

TITLE = "Our schools and their day"
LONG = "\n\n".join("We tell each other early what we see coming. " * 8 for _paragraph in range(24))


@pytest.fixture
def papers_about(story: Story) -> dict[str, Any]:
    """What a paper of each kind is about."""
    build_world(story)
    Partnership.objects.update(title=TITLE)
    charter = CharterVersion.objects.latest("number")
    CharterSection.objects.filter(charter=charter).update(text=LONG)
    written = Minutes.objects.filter(state=Minutes.State.DRAFT).latest("pk").meeting_id
    Minutes.objects.filter(meeting=written).update(text=LONG)
    return {
        "report": Round.objects.exclude(closed_at=None).latest("pk").pk,
        "minutes": written,
        "pre_read": written,
        "sign_off": SignOff.objects.filter(state="signed").latest("pk").pk,
        "charter_wall": charter.pk,
        "charter_annex": charter.pk,
    }


def made(story: Story, kind: str, subject: Any, language: str) -> tuple[list[str], str]:
    """The words of each page, and what the file is called."""
    document, _is_new = Document.objects.update_or_create(
        partnership=story.partnership, kind=kind, subject_id=subject, language=language, asked_by=None
    )
    document = Document.objects.select_related("partnership__customer", "partnership__supplier").get(
        pk=document.pk
    )
    one = kind_of(kind)
    pages = PdfReader(io.BytesIO(one.render(document, one.find(document)))).pages
    words = [" ".join(page.extract_text().split()) for page in pages]
    return words, one.file_name(document, one.find(document))


def test_each_page_and_the_name_of_each_paper(story: Story, papers_about: dict[str, Any]) -> None:
    assert papers_about.keys() == _kinds.keys()
    names = {}
    for kind, subject in papers_about.items():
        pages, names[kind] = made(story, kind, subject, "en")
        assert len(pages) > 1 or kind == "pre_read", kind
        assert [number for number, words in enumerate(pages, start=1) if TITLE not in words] == [], kind
    year, day = Round.objects.latest("pk").opened_at.year, today()
    assert names["report"] == f"Health check {year} {TITLE} {day}.pdf"
    assert names["sign_off"].startswith("S-")
    assert names["minutes"].startswith("Minutes ")
    assert names["pre_read"].startswith("Pre-read ")
    assert names["charter_wall"] == f"Charter, version 2 {TITLE} {day}.pdf"
    assert names["charter_annex"] == f"Collaboration annex {TITLE} {day}.pdf"
    assert all(TITLE in name for name in names.values())


@pytest.mark.parametrize(("language", "minutes"), [("sv", "Protokoll"), ("nb", "Referat")])
def test_the_name_is_in_the_papers_language(
    story: Story, papers_about: dict[str, Any], language: str, minutes: str
) -> None:
    pages, name = made(story, "minutes", papers_about["minutes"], language)
    assert name.startswith(f"{minutes} ")
    assert all(TITLE in words for words in pages)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Minutes 3", "School administration", "2026-11-29"), "Minutes 3 School administration 2026-11-29"),
        (("Protokoll 3", "Skola: ”Åsö/Väst”?", ""), "Protokoll 3 Skola ”Åsö Väst”"),
        (("Minutes 3", "a\u202egpj.exe\n\x00...", "2026"), "Minutes 3 a gpj.exe 2026"),
        (("...", "..", ""), "file"),
    ],
)
def test_a_name_is_one_that_every_disk_takes(words: tuple[str, str, str], name: str) -> None:
    assert file_name("pdf", *words) == f"{name}.pdf"


def test_what_is_long_is_cut_and_the_day_stays() -> None:
    name = file_name("pdf", "S-1 " + "ö" * 200, "å" * 200, "2026-11-29")
    assert name.endswith("å 2026-11-29.pdf")
    assert name.startswith("S-1 ö")
    assert len(name) <= LONGEST + len("  .pdf")
    assert len(name.encode()) < 255
