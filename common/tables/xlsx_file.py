"""XLSX, streamed: the sheet that has the headings, what one sees in its cells."""

from collections.abc import Iterator
from itertools import islice, repeat
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from common.tables.bounds import MOST_ROWS, refuse_too_many_rows, within_columns
from common.tables.rows import LOOKED_AT, Broken, Cell, CountHeadings, Row, Search, Table, Unreadable
from common.tables.xlsx_package import look_through

#: Empty lines above the headings are passed over, but not without end.
TOP_ROWS: Final = 1000


def read_xlsx(file: IO[bytes], search: Search) -> Table:
    file.seek(0)
    if file.read(4) == b"\xd0\xcf\x11\xe0":
        message = _("This is an old or a locked workbook. Save it as .xlsx without a password.")
        raise Unreadable(message)
    try:
        has_formulas = look_through(file)
        sheets, is_alone = _sheets(file, results=True)
        place, remark = _place_of(sheets, search, is_alone=is_alone)
        written = _sheets(file, results=False)[0][place] if has_formulas else None
    except Unreadable:
        raise
    except Exception:  # openpyxl raises whatever a damaged part makes it stumble over
        raise Unreadable(_not_a_workbook()) from None
    shown = tuple(sheet.title for sheet in sheets if sheet.sheet_state == "visible")
    return Table(_rows(sheets[place], written), remark, sheets[place].title, shown)


def _sheets(file: IO[bytes], *, results: bool) -> tuple[list[Any], bool]:
    """The sheets that have cells: the results of their formulas, or the formulas; and whether there is but
    one sheet."""
    # large, and needed only where somebody brings a workbook
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):  # type: ignore[misc]  # openpyxl tells no types
        has_charts = False

        def read_chartsheet(self, sheet: Any, rel: Any) -> None:
            """It has no cells, and an empty one no drawing, which openpyxl looks for."""
            self.has_charts = True

    file.seek(0)
    reader = Reader(file, read_only=True, data_only=results, keep_links=False)
    reader.read()
    sheets: list[Any] = reader.wb.worksheets
    for sheet in sheets:
        sheet.reset_dimensions()  # some programs write a wrong size
    return sheets, len(sheets) == 1 and not reader.has_charts


def _place_of(sheets: list[Any], search: Search, *, is_alone: bool) -> tuple[int, str]:
    """Which sheet to read, and what to say of it: the first that is shown and has the headings, else that
    which looks most as if it had some."""
    shown = [place for place, sheet in enumerate(sheets) if sheet.sheet_state == "visible"]
    if not shown:
        raise Unreadable(_("There is no sheet in this workbook."))
    if is_alone:
        return 0, ""
    if search.sheet:
        found = [place for place in shown if sheets[place].title == search.sheet]
    else:
        found = [place for place in shown if _most(sheets[place], search.count_headings)]
    found = found or [_likely_place(sheets, shown, search)]
    words = {"name": sheets[found[0]].title[:60]}
    if len(found) == 1:
        return found[0], _("The sheet “%(name)s” was read.") % words
    others = ", ".join(sheets[place].title[:60] for place in found[1:6])
    message = _("Several sheets have the headings. “%(name)s” was read, not: %(others)s.")
    return found[0], message % {**words, "others": others}


def _likely_place(sheets: list[Any], shown: list[int], search: Search) -> int:
    for place in range(len(sheets)):
        if place not in shown and _most(sheets[place], search.count_headings):
            message = _("The headings are on a hidden sheet, “%(name)s”. Show it, and try again.")
            raise Unreadable(message % {"name": sheets[place].title[:60]})
    if len(shown) == 1:
        return shown[0]
    weights = {place: _most(sheets[place], search.looks_like_headings) for place in shown}
    if not any(weights.values()):
        message = _("No sheet of this workbook has the headings on its first %(count)s lines.")
        raise Unreadable(message % {"count": LOOKED_AT})
    return max(shown, key=lambda place: weights[place])


def _most(sheet: Any, count_headings: CountHeadings) -> int:
    """The most headings on one of its first lines."""
    top = islice(_rows(sheet, None), TOP_ROWS)
    with_words = (row for row in top if not row.is_empty)
    return max(map(count_headings, islice(with_words, LOOKED_AT)), default=0)


def _rows(seen: Any, written: Any) -> Iterator[Row]:
    # one more than there may be: a row with a number beyond all bounds is not waited for, but refused
    bound = {"max_row": MOST_ROWS + 1}
    as_written = written.iter_rows(**bound) if written else repeat(())
    try:
        for line, (values, cells) in enumerate(
            zip(seen.iter_rows(**bound), as_written, strict=False), start=1
        ):
            refuse_too_many_rows(line)
            if not values:
                continue
            formulas = {number for number, cell in enumerate(cells) if cell.data_type == "f"}
            within = within_columns(line, [cell.value for cell in values])
            yield Row(line, [_value(cell, n in formulas) for n, cell in enumerate(values[: len(within)])])
    except Unreadable:
        raise
    except Exception:
        raise Unreadable(_not_a_workbook()) from None


def _value(cell: Any, is_formula: bool) -> Cell:
    value: Cell = cell.value
    if is_formula and value is None:
        return Broken(
            _("a formula without its result. Save the file in Excel and bring it again, or type the value")
        )
    if cell.data_type == "e":
        return Broken(_("an error of the spreadsheet (%(error)s). Mend the formula") % {"error": value})
    return value


def _not_a_workbook() -> str:
    return _("This workbook cannot be read: it is damaged, or no XLSX. Save it again as .xlsx.")
