"""Tables that people bring along, as CSV or XLSX, a line in memory at a time."""

from collections.abc import Callable
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.bounds import bounded, in_words
from common.tables.csv_file import read_csv
from common.tables.rows import Search, Table, Unreadable
from common.tables.xlsx_file import read_xlsx

READERS: Final[dict[str, Callable[[IO[bytes], Search], Table]]] = {
    ".csv": read_csv,
    ".txt": read_csv,
    ".xlsx": read_xlsx,
}


def ending_of(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


def open_table(name: str, file: IO[bytes], search: Search = Search()) -> Table:  # noqa: B008 - it is frozen
    """The table in a file, by what its name ends with: on the sheet, and with the separator, where its
    headings are. Raises ``Unreadable`` where there is none."""
    read = READERS.get(ending_of(name))
    if read is None:
        raise Unreadable(_("Only CSV and XLSX files can be read."))
    with in_words():
        return bounded(read(file, search))
