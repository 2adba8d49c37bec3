"""Where a table stands in its file: on which sheet, below which line, and what is under each heading."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext as _

from common.tables.rows import LOOKED_AT, Broken, Cell, Row, Search, Table, Unreadable
from common.tables.words import plain
from partnerships.importing.fields import Fields

#: As many known names as make a line one of headings.
ENOUGH: Final = 3
#: So many lines below the headings say of what kind a column is, and so many values of each are shown.
TRIED: Final = 20
SHOWN: Final = 3
#: No heading is longer.
LONGEST: Final = 100


@dataclass
class Layout:
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    separator: str = ""
    remark: str = ""
    #: The line of the headings.
    line: int = 0
    #: [line, what stands there], for whoever says that the headings are elsewhere
    top: list[list[Any]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    #: The first values under each heading.
    samples: list[list[str]] = field(default_factory=list)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Layout":
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def names(self) -> list[str]:
        return [plain(heading) for heading in self.headings]

    @property
    def digest(self) -> str:
        return digest_of(self.names)

    @property
    def search(self) -> Search:
        """To find the same table again."""
        return Search(sheet=self.sheet, separator=self.separator)


def digest_of(names: Sequence[str]) -> str:
    """The same for the same headings in any order."""
    said = "\x1f".join(sorted(name for name in names if name))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=32).hexdigest()


class HeadingFinder:
    """Knows a line of headings: by the names of the fields, or because such a table was here before."""

    def __init__(self, fields: Fields, remembered: Collection[str] = ()) -> None:
        self.fields = fields
        self.remembered = frozenset(remembered)

    def search(self, sheet: str = "") -> Search:
        return Search(self.count, self.likeness, sheet)

    def count(self, row: Row) -> int:
        """How many fields a line names; 0 where it is no line of headings that anybody knows."""
        if self.remembered and digest_of([plain(_shown(cell)) for cell in row.cells]) in self.remembered:
            return 1000
        texts = [cell for cell in row.cells if isinstance(cell, str)]
        found = {tuple(named) for text in texts if (named := self.fields.named(text))}
        return len(found) if len(found) >= ENOUGH else 0

    def likeness(self, row: Row) -> int:
        """How much a line looks like headings: short words in several cells, no numbers, no days."""
        cells = [cell for cell in row.cells if cell is not None and str(cell).strip()]
        words = [plain(cell) for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST]
        known = sum(bool(self.fields.named(cell)) for cell in cells)
        is_all_words = len(words) == len(cells) and all(not _is_number(word) for word in words)
        is_enough = len(words) > 1 or known
        return len(words) + 5 * known if is_all_words and is_enough and len(set(words)) == len(words) else 0

    def find(self, table: Table, line: int = 0) -> Layout:
        """``line`` is where somebody says that the headings are."""
        rows = list(islice((row for row in table.rows if not row.is_empty), LOOKED_AT + TRIED))
        at = self._place(rows, line)
        below = rows[at + 1 :]
        if not below:
            raise Unreadable(_("There is no line below the headings."))
        cells = rows[at].cells
        width = max((n for n, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
        headings = [_shown(cell) for cell in cells[:width]]
        samples = [_values(below, place)[:SHOWN] for place in range(width)]
        top = [[row.line, " · ".join(filter(None, map(_shown, row.cells)))[:120]] for row in rows[:LOOKED_AT]]
        return Layout(
            table.sheet,
            list(table.sheets),
            table.separator,
            table.remark,
            rows[at].line,
            top,
            headings,
            samples,
        )

    def _place(self, rows: list[Row], line: int) -> int:
        if line:
            for place, row in enumerate(rows):
                if row.line == line:
                    return place
        top = rows[:LOOKED_AT]
        counts = [self.count(row) for row in top]
        if any(counts):
            return counts.index(max(counts))
        likely = [self.likeness(row) for row in top]
        if not any(likely):
            message = _(
                "There are no headings in the first %(count)s lines. Put one above each column and try again."
            )
            raise Unreadable(message % {"count": LOOKED_AT})
        # the first that is nearly as wide as any: lines of words below it look like headings, too
        widest = max(sum(cell not in (None, "") for cell in row.cells) for row in top)
        for place, row in enumerate(top):
            if likely[place] and sum(cell not in (None, "") for cell in row.cells) >= 0.6 * widest:
                return place
        return likely.index(max(likely))


def _values(rows: list[Row], place: int) -> list[str]:
    cells = [row.cells[place] for row in rows[:TRIED] if place < len(row.cells)]
    return [text for text in map(_shown, cells) if text]


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, Broken):
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())[:LONGEST]


def _is_number(word: str) -> bool:
    return word.replace(" ", "").isdigit()
