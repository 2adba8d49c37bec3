"""The register to take along: CSV and XLSX. What could be a formula in a spreadsheet is made text."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from openpyxl import Workbook

from governance.models import Risk

#: Characters with which a spreadsheet takes a cell for a formula, or for something to run.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
#: What XML cannot hold, and no one has typed on purpose.
UNUSABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Value = str | int | date | None


def harmless(text: str) -> str:
    text = UNUSABLE.sub("", text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def columns() -> list[str]:
    return [
        _("Number"), _("What could happen"), _("Why it could happen"), _("What would follow"),
        _("Likelihood"), _("Impact on the customer"), _("Impact on the supplier"),
        _("Wanted likelihood"), _("Wanted impact on the customer"), _("Wanted impact on the supplier"),
        _("Borne by"), _("Managed by"), _("Why they are best placed"), _("Reviewed by"), _("Next review"),
        _("State"), _("Who sees it"),
    ]  # fmt: skip


def lines(risks: QuerySet[Risk]) -> Iterator[list[Value]]:
    """The heading, then a line a risk, some hundreds in memory at a time."""
    yield list(columns())
    for risk in risks.select_related("owner").order_by("number").iterator(chunk_size=500):
        yield [
            risk.name, harmless(risk.event), harmless(risk.cause), harmless(risk.effect),
            risk.likelihood, risk.impact_customer, risk.impact_supplier, *risk.targets,
            str(risk.get_bears_display()), str(risk.get_manages_display()), harmless(risk.reason),
            harmless(risk.owner.name), risk.review_on, str(risk.get_state_display()),
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
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Risks"))
    sheet.freeze_panes = "A2"
    for line in lines(risks):
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
