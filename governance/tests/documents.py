"""Reading a document as a test does: its words, and whether everybody can read it."""

import io
from typing import Any

from django.core.files.storage import default_storage
from pypdf import PdfReader

from partnerships.documents.models import Document
from tests.read_aloud import reads_aloud


def read(document: Document) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(default_storage.open(str(document.file.name)).read()))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def is_readable(reader: PdfReader, title: str) -> None:
    """PDF/UA-1, with a language and a title."""
    reads_aloud(reader)
    root: Any = reader.trailer["/Root"]
    root = root.get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == title
