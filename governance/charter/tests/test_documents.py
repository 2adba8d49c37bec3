"""The charter for the wall and the collaboration annex: PDFs made by a worker, mailed to whoever asked."""

import io
from datetime import date, time

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from governance.boards.services import add_board
from governance.charter.documents import request_charter_document
from governance.charter.models import CharterVersion
from governance.charter.services import add_section, start_charter, write_section
from governance.charter.tests.factories import signed, started, write
from governance.ideas.services import raise_idea
from outbox.models import Message
from partnerships.documents.models import Document
from partnerships.documents.services import make_document, make_due_documents
from partnerships.lifecycle.models import Partnership
from partnerships.people.models import Role
from partnerships.sides import Level
from tests.read_aloud import reads_aloud
from tests.story import Story, today

pytestmark = pytest.mark.django_db

PAPERS = "/p/school/charter/papers/"


def made(story: Story, kind: str, charter: CharterVersion | None, by: str = "lead") -> PdfReader:
    document = request_charter_document(actor=story.actor(by), kind=kind, charter=charter, language="en")
    document = make_document(document.pk)
    assert document.state == "made", document.last_error
    return PdfReader(io.BytesIO(default_storage.open(str(document.file.name)).read()))


def words(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def fonts_are_embedded(pdf: PdfReader) -> bool:
    found = []
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            below = font.get_object()["/DescendantFonts"][0].get_object()
            found.append("/FontFile2" in below["/FontDescriptor"] or "/FontFile3" in below["/FontDescriptor"])
    return bool(found) and all(found)


def test_the_wall_shows_both_sides_the_promises_and_the_signatures(story: Story) -> None:
    charter = signed(story, aims="Every pupil has a **place** – å ä ö.", tone="We are open.")
    pdf = made(story, "charter_wall", charter)
    text = words(pdf)
    for said in (
        "School administration", "Fyrstads kommun", "Nordlys Skolsystem AB", "Shared aims",
        "Every pupil has a place – å ä ö.", "We are open.", "Anna Hedlund", "Per Olsen",
    ):  # fmt: skip
        assert said in text
    assert "**" not in text
    assert len(pdf.pages) == 1
    assert pdf.pages[0].mediabox.height == pytest.approx(1190.5, abs=1), "A3"
    root = pdf.root_object
    reads_aloud(pdf)
    assert str(root["/Lang"]) == "en"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Charter, version 1 – School administration"
    assert fonts_are_embedded(pdf)


def test_a_draft_on_the_wall_says_that_it_is_one(story: Story) -> None:
    charter = started(story)
    write(story, charter, aims="Every pupil has a place.")
    text = words(made(story, "charter_wall", charter))
    assert "Not signed yet" in text
    assert "Anna Hedlund" not in text


def test_much_to_say_goes_on_on_a_second_sheet(story: Story) -> None:
    charter = started(story)
    long = "We promise each other a great many things, and we mean every one of them. " * 40
    write(story, charter, aims=long, principles=long, tone=long, end=long)
    assert len(made(story, "charter_wall", charter).pages) >= 2


def test_the_annex_says_what_is_agreed(story: Story) -> None:
    Role.objects.filter(person=story.supplier_lead).update(
        responsibilities="The timetable", authority="Up to 100 hours", face="strategic_partner"
    )
    charter = started(story)
    own = add_section(actor=story.actor("member"), charter=charter, title="Change requests")
    write_section(actor=story.actor("member"), section=own, version=1, title=own.title, text="On Tuesdays.")
    signed(story, aims="Every pupil has a place.", communication="Everybody has a counterpart.")
    add_board(
        actor=story.actor("lead"),
        name="Joint project board",
        level=Level.STRATEGIC,
        is_joint=True,
        terms="Decides on **scope**.",
        interval="m3",
        starts_on=today(),
        weekday=1,
        week=1,
        at=time(10),
        time_zone="Europe/Stockholm",
    )
    raise_idea(actor=story.actor("lead"), title="One sign-in", area="infrastructure")
    pdf = made(story, "charter_annex", CharterVersion.objects.get())
    text = words(pdf)
    for said in (
        "Version 1, signed by both sides", "Every pupil has a place.", "Organisation", "Jonas Berg",
        "The timetable", "Up to 100 hours", "Joint project board", "Every third month", "Decides on scope.",
        "Everybody has a counterpart.", "On Tuesdays.", "Escalation", "Strategic 15", "Infrastructure 1",
        "A single risk register", "SHA-256",
    ):  # fmt: skip
        assert said in text, said
    assert "Olle Falk" not in text, "a reader has no part in the work"
    reads_aloud(pdf)
    assert fonts_are_embedded(pdf)


def test_the_annex_can_be_made_before_anything_is_signed(story: Story) -> None:
    text = words(made(story, "charter_annex", None))
    assert "Both sides have not signed a charter yet." in text
    assert "There is no board yet." in text


def test_asked_for_by_who_may_read_it_made_once_and_mailed(client: Client, story: Story) -> None:
    signed(story, aims="Every pupil has a place.")
    Message.objects.all().delete()
    Document.objects.all().delete()  # what signing asked for
    client.force_login(story.stranger)
    assert client.post(PAPERS, {"kind": "charter_wall", "number": 1}).status_code == 404
    client.force_login(story.supplier_reader)
    assert client.post(PAPERS, {"kind": "poem"})["Location"] == "/p/school/charter/"
    assert client.post(PAPERS, {"kind": "charter_wall", "number": "x"}).status_code == 404
    for _ in range(2):  # pressed twice
        url = client.post(PAPERS, {"kind": "charter_wall", "number": 1})["Location"]
    document = Document.objects.get(kind="charter_wall")
    assert "Is it ready?" in client.get(url).content.decode()
    assert client.get(f"{url}?state").json() == {"state": "waiting"}
    assert make_due_documents(timezone.now()) == 1
    assert make_due_documents(timezone.now()) == 0
    document.refresh_from_db()
    mail = Message.objects.get()
    assert mail.to == story.supplier_reader.email
    assert mail.subject == "Charter, version 1 of School administration"
    assert url in mail.text
    name = f"Charter, version 1 School administration {today()}.pdf"
    assert mail.attachments.get().name == name
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "private, no-store"
    assert "Charter for the wall, version 1" in client.get("/p/school/charter/").content.decode()
    client.force_login(story.stranger)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("kind", ["charter_wall", "charter_annex"])
def test_asked_for_again_it_is_the_same_record_until_it_says_something_else(story: Story, kind: str) -> None:
    signed(story)
    start_charter(actor=story.actor("lead"))
    draft = CharterVersion.objects.latest("number")

    def asked(charter: CharterVersion) -> Document:
        document = request_charter_document(
            actor=story.actor("lead"), kind=kind, charter=charter, language="en"
        )
        make_due_documents(timezone.now())
        return document

    first = asked(draft)
    assert asked(draft) == first
    assert Message.objects.filter(key__startswith="charter/document/").count() == 1
    Partnership.objects.update(title="Another title")
    assert asked(draft) != first
    assert Document.objects.filter(kind=kind, made_from="").count() == 0


def test_who_has_left_gets_no_mail(story: Story) -> None:
    charter = signed(story, aims="Every pupil has a place.")
    Message.objects.all().delete()
    document = request_charter_document(
        actor=story.actor("member"), kind="charter_wall", charter=charter, language="en"
    )
    Role.objects.filter(person=story.member).update(until=date(2025, 1, 1))
    make_document(document.pk)
    assert not Message.objects.exists()
