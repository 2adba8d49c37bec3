"""The register to take along: CSV and XLSX. What could be a formula in a spreadsheet is made text."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.csv_rows import harmless
from governance.risks.importing.cells import clean
from governance.risks.importing.columns import COLUMNS
from governance.risks.models import Risk

Value = str | int | date | None


def written(text: str) -> str:
    return harmless(clean(text))


def columns() -> list[str]:
    return [str(column.heading) for column in COLUMNS]


def lines(risks: QuerySet[Risk]) -> Iterator[list[Value]]:
    """The heading, then a line a risk, some hundreds in memory at a time."""
    yield list(columns())
    for risk in risks.select_related("owner").order_by("number").iterator(chunk_size=500):
        yield [
            risk.name, written(risk.event), written(risk.cause), written(risk.effect),
            risk.likelihood, risk.impact_customer, risk.impact_supplier, *risk.targets,
            str(risk.get_bears_display()), str(risk.get_manages_display()), written(risk.reason),
            written(risk.owner.name), risk.review_on, str(risk.get_state_display()),
            str(risk.get_space_display()),
        ]  # fmt: skip


def as_csv(risks: QuerySet[Risk]) -> Iterator[bytes]:
    """With a mark at the beginning that tells a spreadsheet to read the letters right."""
    yield b"\xef\xbb\xbf"
    for line in lines(risks):
        row = io.StringIO()
        csv.writer(row).writerow(value.isoformat() if isinstance(value, date) else value for value in line)
        yield row.getvalue().encode()


def as_xlsx(risks: QuerySet[Risk]) -> bytes:
    from openpyxl import Workbook  # large, and needed for nothing but this file

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Risks"))
    sheet.freeze_panes = "A2"
    for line in lines(risks):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
