"""A language for tests: English with accents, in brackets, two fifths longer, as translations are. What is
shown without accents did not go through gettext."""

import re
from pathlib import Path

import polib

from tests.languages.catalogues import catalogue

LANGUAGE = "en-xa"
ACCENTED = str.maketrans("aeiouyncsAEIOUYNCS", "åéîöûýñçšÅÉÎÖÛÝÑÇŠ")
#: What stays: placeholders, tags, entities.
KEPT = re.compile(r"(%%?\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]*>|&\w+;)")


def pseudo(text: str) -> str:
    """The line breaks and spaces at the edges stay where they are."""
    core = text.strip()
    if not core:
        return text
    start, end = text[: text.index(core)], text[text.index(core) + len(core) :]
    accented = "".join(
        part if KEPT.fullmatch(part) else part.translate(ACCENTED) for part in KEPT.split(core)
    )
    longer = "~" * max(1, len(core) * 2 // 5)
    return f"{start}⟦{accented} {longer}⟧{end}"


def write_catalogue(folder: Path) -> None:
    """Below ``folder``, for LOCALE_PATHS, from the messages that the project has."""
    made = polib.POFile()
    made.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for entry in catalogue("sv"):
        said = {"msgid": entry.msgid, "msgctxt": entry.msgctxt}
        if entry.msgid_plural:
            forms = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
            made.append(polib.POEntry(**said, msgid_plural=entry.msgid_plural, msgstr_plural=forms))
        else:
            made.append(polib.POEntry(**said, msgstr=pseudo(entry.msgid)))
    target = folder / "en_XA/LC_MESSAGES"
    target.mkdir(parents=True)
    made.save_as_mofile(str(target / "django.mo"))
