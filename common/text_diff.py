"""What differs between two texts: word by word, for showing both beside each other; line by line, for showing
what changed from one to the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
#: So many unchanged lines are shown around a change.
CONTEXT_LINES: Final = 2


@dataclass(frozen=True)
class Piece:
    """Some words in a row that both texts have, or only this one."""

    text: str
    is_own: bool


@dataclass(frozen=True)
class Pair:
    """One text beside the other. ``title`` is what they are about."""

    title: str
    before: list[Piece]
    after: list[Piece]
    before_title: str = ""

    @property
    def is_same(self) -> bool:
        own = any(piece.is_own for piece in (*self.before, *self.after))
        return not own and self.before_title in ("", self.title)


def word_diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    ours, theirs = WORDS.findall(before), WORDS.findall(after)
    old: list[Piece] = []
    new: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, ours, theirs).get_opcodes():
        _append(old, ours[i:j], kind != "equal")
        _append(new, theirs[k:m], kind != "equal")
    return old, new


def pair(title: str, before: str, after: str, before_title: str = "") -> Pair:
    return Pair(title, *word_diff(before, after), before_title=before_title)


def _append(pieces: list[Piece], words: Iterable[str], is_own: bool) -> None:
    text = "".join(words)
    if text:
        pieces.append(Piece(text, is_own))


@dataclass(frozen=True)
class Line:
    """``change`` is "removed", "added", "same", or "gap" for lines that are left out."""

    change: str
    text: str = ""


def line_diff(before: str, after: str) -> list[Line]:
    """The lines that are new, gone, or near one that is; nothing where the texts are the same."""
    old, new = before.splitlines(), after.splitlines()
    groups = list(SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(CONTEXT_LINES))
    found: list[Line] = []
    for number, group in enumerate(groups):
        if number or group[0][1] > 0:
            found.append(Line("gap"))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                found += [Line("same", text) for text in old[old_from:old_to]]
                continue
            found += [Line("removed", text) for text in old[old_from:old_to]]
            found += [Line("added", text) for text in new[new_from:new_to]]
    if groups and groups[-1][-1][2] < len(old):
        found.append(Line("gap"))
    return found
