"""What each line of a table means for a register: something new, something known, or a mistake."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.tables.cells import one_line, text_in
from common.tables.rows import Cell, Row, Table, Unreadable
from partnerships.access.actors import Actor
from partnerships.importing.columns import Columns
from partnerships.importing.fields import Fields
from partnerships.importing.layout import Layout

BATCH: Final = 500
MOST_LINES: Final = 100_000
NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"

#: From a cell to what it means; raises ``ValidationError`` in words.
ReadCell = Callable[[Cell], Any]


@dataclass
class Line:
    number: int  # of the line
    what: str = WRONG
    values: dict[str, Any] = field(default_factory=dict)
    #: What the register has of it already.
    known: Any = None
    #: Which of its values are other than in the register.
    changed: list[str] = field(default_factory=list)
    #: What is wrong: in which column, and what to do.
    faults: list[tuple[str, str]] = field(default_factory=list)
    #: What it is called where it is told of.
    title: str = ""

    @property
    def at_fault(self) -> set[str]:
        return {key for key, _why in self.faults}


class TableReading:
    """One pass through a table: the same each time, so that what is stored is what was shown."""

    fields: ClassVar[Fields]
    most_lines: ClassVar[int] = MOST_LINES
    #: How many lines are stored at once; ``BATCH`` where it is 0.
    at_once: ClassVar[int] = 0

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.today = actor.partnership.today()
        self.readers: dict[str, ReadCell] = self.cell_readers()
        self.columns = Columns()
        self.width = 0
        self.places: dict[str, list[int]] = {}
        self.for_all: dict[str, Any] = {}

    def cell_readers(self) -> dict[str, ReadCell]:
        """How each field is read."""
        raise NotImplementedError

    def read_register(self) -> None:
        """What is there already, before the first line is read."""

    def place(self, lines: list[Line]) -> None:
        """Say what each line means for the register."""
        raise NotImplementedError

    def names_known(self, line: Line) -> bool:
        """Whether it is about a record that is there: what it says nothing about stays as it is."""
        return False

    def takes_for_all(self, key: str, words: str) -> Any:
        """What is meant by the words that go for all lines; raises ``ValidationError``."""
        return self.readers[key](words)

    def batches(self, table: Table, layout: Layout, columns: Columns) -> Iterator[list[Line]]:
        """Some hundreds of lines at a time."""
        self.columns, self.width = columns, len(layout.headings)
        self.places = columns.by_field
        try:
            self.for_all = {key: self.takes_for_all(key, words) for key, words in columns.for_all.items()}
        except ValidationError as error:  # somebody left, or a day passed, since it was said
            raise Unreadable(" ".join(error.messages)) from None
        rows = self._below(table, layout.line)
        self.read_register()
        while batch := list(islice(rows, self.at_once or BATCH)):
            lines = [self._read(row) for row in batch]
            self.place(lines)
            yield lines

    def _below(self, table: Table, headings: int) -> Iterator[Row]:
        count = 0
        for row in table.rows:
            if row.line <= headings or row.is_empty:
                continue
            count += 1
            if count > self.most_lines:
                message = _("The table has more than %(most)s lines. Bring it in parts.")
                raise Unreadable(message % {"most": f"{self.most_lines:,}"})
            yield row

    def _read(self, row: Row) -> Line:
        """What stands on the line, each cell by itself."""
        line = Line(row.line)
        for key, places in self.places.items():
            try:
                line.values[key] = self._value(key, [_cell(row, place) for place in places])
            except ValidationError as error:
                line.faults.append((key, " ".join(error.messages)))
        for key in self.places:
            for covered in self.fields[key].covers:
                if key in line.values and covered not in self.places:
                    line.values[covered] = line.values[key]
        if any(cell not in (None, "") for cell in row.cells[self.width :]):
            line.faults.append(("", _("The line has more cells than there are headings.")))
        if not self.names_known(line):
            for key, value in self.for_all.items():
                if key not in line.at_fault and line.values.get(key) in (None, ""):
                    line.values[key] = value
        return line

    def _value(self, key: str, cells: list[Cell]) -> Any:
        if len(cells) == 1:
            return self.readers[key](cells[0])
        between = self.fields[key].joined_by
        texts = [one_line(text_in(cell)) if "\n" not in between else text_in(cell) for cell in cells]
        return self.readers[key](between.join(dict.fromkeys(text for text in texts if text)))

    def is_covered(self, key: str, line: Line) -> bool:
        """Whether a mistake in another column is why this field has no value."""
        return any(key in self.fields[at].covers for at in line.at_fault if at)

    def is_there(self, key: str) -> bool:
        """Whether a column says it, its own or one that covers it."""
        return key in self.places or any(key in self.fields[at].covers for at in self.places)


def _cell(row: Row, place: int) -> Cell:
    return row.cells[place] if place < len(row.cells) else None
