"""What can be wrong with a translation, seen without knowing the language."""

import re
from collections import Counter
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%%?\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


def catalogue(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / f"locale/{language}/LC_MESSAGES/django.po"))


def is_missing(entry: polib.POEntry) -> bool:
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return entry.fuzzy or not said or not all(said)


def faults(entry: polib.POEntry) -> list[str]:
    """Of one that is translated. The singular may say what either form of the original says."""
    if not entry.msgid_plural:
        return _differences([entry.msgid], entry.msgstr)
    one, many = entry.msgstr_plural.get(0, ""), entry.msgstr_plural.get(1, "")
    return [
        *_differences([entry.msgid, entry.msgid_plural], one),
        *_differences([entry.msgid_plural], many),
    ]


def _differences(sources: list[str], said: str) -> list[str]:
    found = []
    if not any(set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(said)) for source in sources):
        found.append(f"placeholders differ: {sources[0]!r} -> {said!r}")
    if not any(Counter(TAG.findall(source)) == Counter(TAG.findall(said)) for source in sources):
        found.append(f"HTML tags differ: {sources[0]!r} -> {said!r}")
    if not any(_edges(source) == _edges(said) for source in sources):
        found.append(f"space or line breaks at the edges differ: {sources[0]!r} -> {said!r}")
    return found


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
