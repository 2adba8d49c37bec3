"""What differs between two texts, word by word, for showing both beside each other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|\w+|[^\w\s]")


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
        _add(old, ours[i:j], kind != "equal")
        _add(new, theirs[k:m], kind != "equal")
    return old, new


def pair(title: str, before: str, after: str, before_title: str = "") -> Pair:
    return Pair(title, *word_diff(before, after), before_title=before_title)


def _add(pieces: list[Piece], words: Iterable[str], is_own: bool) -> None:
    text = "".join(words)
    if text:
        pieces.append(Piece(text, is_own))
