"""Every kind of document, in every language: a screen reader is told which it is, reads all of it, and finds
the document's own words in it."""

import io
import re
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from pypdf import PdfReader

from governance.agendas.models import AgendaItem
from partnerships.documents import kinds
from tests.every_document import DOCUMENTS
from tests.read_aloud import reads_aloud
from tests.story import Story

pytestmark = pytest.mark.django_db
LANGUAGES: Final = [code for code, _name in settings.LANGUAGES]
TEMPLATES: Final = Path(settings.BASE_DIR) / "templates" / "pdf"
TEXT: Final = re.compile(r'{% translate "([^"]+)" %}')


def own_words() -> set[str]:
    """What the templates say in English, of some length: a short word may be in a text as well."""
    said = {text for file in TEMPLATES.glob("*.html") for text in TEXT.findall(file.read_text("utf-8"))}
    return {text for text in said if len(text) >= 12}


def test_every_kind_is_made_here() -> None:
    assert set(DOCUMENTS) == set(kinds._kinds)
    assert set(LANGUAGES) == {"en", "sv", "nb"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_it_is_read_aloud_in_its_language(story: Story, kind: str, language: str) -> None:
    pdf = DOCUMENTS[kind](story, "Åse-Märta Sjøløkken", language)
    reads_aloud(pdf)
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"].get_object()
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert (reader.metadata.title or "").strip()
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Åse-Märta Sjøløkken" in text
    with translation.override(language):
        words = {english: gettext(english) for english in own_words()}
    assert any(own in text for own in words.values()), "none of its own words is there"
    # what somebody put on an agenda stays in the language in which they did so
    written = " ".join(AgendaItem.objects.values_list("title", flat=True))
    foreign = [
        english
        for english, own in words.items()
        if own != english and english in text and english not in written
    ]
    assert not foreign
