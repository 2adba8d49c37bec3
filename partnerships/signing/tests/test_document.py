"""What both signed goes out as a PDF, once, in each reader's language."""

import io

import pypdf
import pytest
from django.test import Client

from outbox.models import Attachment, Message
from partnerships.documents.models import Document
from partnerships.documents.services import make_document, make_due_documents
from partnerships.signing.documents import request_signed_text
from partnerships.signing.tests.test_reminders import after
from tests.papers import Papers, signed_by_both
from tests.read_aloud import reads_aloud
from tests.story import Story, today


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_text_digest_and_who_signed(client: Client, story: Story, papers: Papers) -> None:
    sign_off = signed_by_both(story, papers, "Not the price list.")
    assert make_due_documents(after(0)) == 1
    assert make_due_documents(after(0)) == 0
    client.force_login(story.reader)
    response = client.get("/p/school/sign-offs/1.pdf")
    assert response["Content-Type"] == "application/pdf"
    said = text_of(response.content)
    for words in (
        "How we work", "also with bad news", sign_off.sha256, "Anna Hedlund, SRO", "Per Olsen, SRIE",
        "Not the price list.", "Fyrstads kommun",
    ):  # fmt: skip
        assert words in said
    reads_aloud(response.content)
    client.force_login(story.stranger)
    assert client.get("/p/school/sign-offs/1.pdf").status_code == 404


def test_it_goes_to_those_who_answer_for_the_partnership(story: Story, papers: Papers) -> None:
    signed_by_both(story, papers)
    make_document(Document.objects.get().pk)
    make_document(Document.objects.get().pk)
    mails = Message.objects.filter(key__contains="/signed/")
    assert {mail.to for mail in mails} == {
        story.sro.email, story.lead.email, story.srie.email, story.supplier_lead.email
    }  # fmt: skip
    assert len(mails) == 4
    attached = Attachment.objects.filter(message__in=mails)
    assert {each.name for each in attached} == {f"S-1 How we work School administration {today()}.pdf"}
    assert len(attached) == 4


def test_until_it_is_made_the_page_says_so(client: Client, story: Story, papers: Papers) -> None:
    signed_by_both(story, papers)
    client.force_login(story.reader)
    assert "it is being made" in client.get("/p/school/sign-offs/1.pdf").content.decode()
    Document.objects.update(state="failed")
    assert "could not be made" in client.get("/p/school/sign-offs/1.pdf").content.decode()
    assert client.post("/p/school/sign-offs/1.pdf").status_code == 302
    assert Document.objects.get().state == "waiting"


def test_of_what_waits_there_is_none(client: Client, story: Story, papers: Papers) -> None:
    papers.submit(story)
    client.force_login(story.reader)
    assert client.get("/p/school/sign-offs/1.pdf").status_code == 404
    assert not Document.objects.exists()


@pytest.mark.parametrize("language", ["en"])
def test_asked_for_twice_it_is_made_once(story: Story, papers: Papers, language: str) -> None:
    sign_off = signed_by_both(story, papers)
    assert request_signed_text(sign_off, language) == request_signed_text(sign_off, language)
    assert Document.objects.count() == 1
