"""Where the words of a PDF stand: whether all of them are on the paper, and none runs into another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

#: From the edge of the paper: no document of ours has narrower margins at its sides, nor ends lower.
SIDE = 20 / 25.4 * 72
END = 5 / 25.4 * 72
#: Between boxes that touch each other, and letters that stand out of their box a little.
TOUCH = 1.5


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def covers(self, other: "Word") -> bool:
        """It stands on it. Boxes are as high as the font, so lines that stand close share some of theirs."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > TOUCH and high > min(self.bottom - self.top, other.bottom - other.top) / 2


def stays_on_paper(pdf: bytes, *said: str) -> None:
    """Every word stands within the margins and on no other word, and what is ``said`` is there as a whole,
    over however many lines."""
    import pymupdf  # comes with outloud; only this needs it

    every_letter = ""
    with pymupdf.open(stream=pdf) as document:
        for number, page in enumerate(document, start=1):
            words = list(_words(page))
            every_letter += "".join(word.text for word in words)
            for word in words:
                inside = word.left >= SIDE - TOUCH and word.right <= page.rect.width - SIDE + TOUCH
                inside = inside and word.top >= END and word.bottom <= page.rect.height - END
                assert inside, f"p. {number}: {word} leaves a paper of {page.rect}"
            for one, other in combinations(words, 2):
                assert not one.covers(other), f"p. {number}: {one} stands on {other}"
    for each in said:
        assert "".join(each.split()) in every_letter, f"{each} is not there as a whole"


def _words(page: Any) -> Iterator[Word]:
    """What has left the paper is found, too: without a flag, it would be left out."""
    for left, top, right, bottom, text, *_where in page.get_text("words", flags=0):
        yield Word(left, top, right, bottom, text)
