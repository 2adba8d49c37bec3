"""No template says a word that is not marked for translation."""

import re

from tests.languages.catalogues import ROOT

TEMPLATES = ROOT / "templates"
TRANSLATED = re.compile(
    r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S
)
NOT_SHOWN = re.compile(r"{#.*?#}|{{.*?}}|{%.*?%}|<!--.*?-->|<(script|style)\b.*?</\1>|&#?\w+;", re.S)
ATTRIBUTE = re.compile(r'\b(?:alt|title|aria-label|placeholder|data-label)="([^"]*)"')
#: Names, which are the same in every language.
NAMES = {"Partnering", "CSV", "SHA", "SRO", "SRIE", "sha256sum", "txt"}


def untranslated(source: str, *, is_html: bool) -> list[str]:
    shown = NOT_SHOWN.sub(" ", TRANSLATED.sub(" ", source))
    attributes = ATTRIBUTE.findall(shown) if is_html else []
    text = re.sub(r"<[^>]*>", "\n", shown) if is_html else shown
    return [
        part.strip()
        for part in [*text.splitlines(), *attributes]
        if set(re.findall(r"[^\W\d_]{2}[^\W_]*", part)) - NAMES
    ]


def test_every_word_of_a_template_is_marked() -> None:
    found = {
        str(path.relative_to(TEMPLATES)): words
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
        and (words := untranslated(path.read_text(encoding="utf-8"), is_html=path.suffix == ".html"))
    }
    assert found == {}


def test_what_is_not_marked_is_found() -> None:
    assert untranslated("<p>Hello {{ name }}</p>", is_html=True) == ["Hello"]
    assert untranslated('<img alt="A picture">', is_html=True) == ["A picture"]
    assert untranslated('<b>{% translate "Hello" %}</b> · {{ name }}', is_html=True) == []
    assert untranslated("{% blocktranslate %}Dear {{ name }}{% endblocktranslate %}", is_html=False) == []
