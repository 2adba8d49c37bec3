"""What a reader of tables may take, whatever the file says; and an end in words, whatever goes wrong."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from common.tables.rows import Broken, Cell, Row, Table, Unreadable
from common.text import composed

#: As many as a sheet of Excel has.
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 1000
MOST_CHARACTERS: Final = 131_072
#: How long reading may take altogether; what is done with the lines is not counted.
SECONDS: Final = 120
logger = logging.getLogger(__name__)


@contextmanager
def in_words() -> Iterator[None]:
    """Any error of a reader ends the reading at once: a file that cannot be read today cannot tomorrow."""
    try:
        yield
    except Unreadable:
        raise
    except Exception:
        logger.warning("A table could not be read", exc_info=True)
        message = _("This file cannot be read: it is damaged, or not what its name says. Save it again.")
        raise Unreadable(message) from None


def bounded(table: Table) -> Table:
    return replace(table, rows=_bounded(table.rows))


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    spent, began = 0.0, time.monotonic()
    with in_words():
        for row in rows:
            cells = [_cell(cell) for cell in within_columns(row.line, row.cells)]
            spent += time.monotonic() - began
            if spent > SECONDS:
                raise Unreadable(_("Reading this file takes too long. Bring it in parts."))
            yield Row(row.line, cells)
            began = time.monotonic()


def refuse_too_many_rows(line: int) -> None:
    if line > MOST_ROWS:
        message = _("The table has more than %(most)s lines. Bring it in parts.")
        raise Unreadable(message % {"most": f"{MOST_ROWS:,}"})


def within_columns(line: int, cells: list[Cell]) -> list[Cell]:
    if len(cells) <= MOST_COLUMNS:
        return cells
    if any(cell not in (None, "") for cell in cells[MOST_COLUMNS:]):
        message = _("Line %(line)s has more than %(most)s cells.")
        raise Unreadable(message % {"line": line, "most": f"{MOST_COLUMNS:,}"})
    return cells[:MOST_COLUMNS]


def _cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if len(cell) > MOST_CHARACTERS:
        return Broken(_("more than %(most)s characters") % {"most": f"{MOST_CHARACTERS:,}"})
    return composed(cell)
