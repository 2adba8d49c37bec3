"""Tables that people bring along, as CSV or XLSX, a line in memory at a time."""

from collections.abc import Callable
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.csv_file import read_csv
from common.tables.rows import Broken, Cell, Row, Table, Unreadable
from common.tables.xlsx_file import read_xlsx

__all__ = ["READERS", "Broken", "Cell", "Row", "Table", "Unreadable", "ending_of", "open_table"]

READERS: Final[dict[str, Callable[[IO[bytes]], Table]]] = {
    ".csv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
}


def ending_of(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def open_table(name: str, file: IO[bytes]) -> Table:
    """The table in a file, by what its name ends with. Raises ``Unreadable`` where there is none."""
    read = READERS.get(ending_of(name))
    if read is None:
        raise Unreadable(_("Only CSV and XLSX files can be read."))
    return read(file)
