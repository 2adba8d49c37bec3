"""CSV as programs write it: several encodings, several separators, any kind of line end."""

import csv
import io
from collections.abc import Iterator
from typing import IO, Final

from django.utils.translation import gettext as _

from common.tables.bounds import MOST_CHARACTERS, refuse_too_many_rows
from common.tables.encodings import encoding_of
from common.tables.rows import LOOKED_AT, CountHeadings, Row, Search, Table, Unreadable

#: Of the text at the top, so much is looked at for the separator.
TOP: Final = 256 * 1024
#: No line of a text is longer; one of a table is far shorter.
LONGEST_LINE: Final = 4 * 1024 * 1024
SEPARATORS: Final = ",;\t|"
#: What Excel takes for the separator, if it is the first line: ``sep=;``
SAID: Final = "sep="


def read_csv(file: IO[bytes], search: Search) -> Table:
    encoding, remark = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        top = text.read(TOP)
    except UnicodeError:
        raise Unreadable(_unknown_letters()) from None
    said = _separator_said(top)
    separator = said or search.separator or _separator_of(top, search.count_headings)
    text.seek(0)
    first = 1
    if said:
        text.readline()
        first = 2
    return Table(_rows(text, separator, first), remark, separator=separator)


def _separator_said(top: str) -> str:
    lines = top[:20].lstrip("\ufeff").splitlines()
    first = lines[0].strip(' "') if lines else ""
    return first[len(SAID) :] if first.lower().startswith(SAID) and len(first) == len(SAID) + 1 else ""


def _separator_of(top: str, count_headings: CountHeadings) -> str:
    """The one that the line of headings uses; where there is none, the one that parts a line into the most
    cells."""
    return max(SEPARATORS, key=lambda separator: _weight(top, separator, count_headings))


def _weight(top: str, separator: str, count_headings: CountHeadings) -> tuple[int, int]:
    headings, cells, seen = 0, 0, 0
    reader = csv.reader(io.StringIO(top, newline=""), delimiter=separator)
    try:
        for found in reader:
            row = Row(reader.line_num, list(found))
            if not found or row.is_empty:
                continue
            headings, cells, seen = max(headings, count_headings(row)), max(cells, len(found)), seen + 1
            if seen == LOOKED_AT:
                break
    except csv.Error:
        pass  # said when the lines are read
    return headings, cells


def _rows(text: io.TextIOWrapper, separator: str, first: int) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=separator)
    line = first
    try:
        for cells in reader:
            refuse_too_many_rows(line)
            if cells:
                yield Row(line, list(cells))
            line = reader.line_num + first
    except csv.Error:
        message = _(
            "Line %(line)s has a cell of more than %(most)s characters: perhaps a quotation mark is opened "
            "and never closed."
        )
        raise Unreadable(message % {"line": line, "most": f"{MOST_CHARACTERS:,}"}) from None
    except UnicodeError:
        raise Unreadable(_unknown_letters()) from None


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Unreadable(_("A line of this file is too long for a table."))
        yield line


def _unknown_letters() -> str:
    return _("Its letters cannot be read. Save it as “CSV UTF-8” and try again.")


# the bound that the module for CSV has of its own, for the whole process
csv.field_size_limit(MOST_CHARACTERS)
