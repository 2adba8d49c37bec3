from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

#: Headings stand somewhere at the top, below a title perhaps: on one of so many lines that hold something.
LOOKED_AT: Final = 10


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
    #: The sheet that it stands on, and all that are shown, where there are sheets.
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    #: What parts the cells, where it is a text.
    separator: str = ""


#: How many of a row's cells are headings that whoever asks for the table knows; 0 where it is no such line.
CountHeadings = Callable[[Row], int]


def no_headings(row: Row) -> int:
    """For whoever takes any table."""
    return 0


@dataclass(frozen=True)
class Search:
    """Where to look for the table in a file: where the headings are that one knows; else where something
    looks like headings; or, said by name, on a sheet, and with a separator."""

    count_headings: CountHeadings = no_headings
    looks_like_headings: CountHeadings = no_headings
    sheet: str = ""
    separator: str = ""
