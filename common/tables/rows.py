from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


class Unreadable(Exception):
    """A file that no table can be read from; the message is for people."""


@dataclass(frozen=True)
class Broken:
    """A cell that holds something else than what one sees in it; why, for people."""

    why: str


Cell = str | int | float | bool | date | datetime | time | timedelta | Broken | None


@dataclass(frozen=True)
class Row:
    line: int  # as a spreadsheet or an editor counts them
    cells: list[Cell]

    @property
    def is_empty(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    rows: Iterator[Row]
    #: Something that whoever brought the file should know of how it was read.
    remark: str = ""
