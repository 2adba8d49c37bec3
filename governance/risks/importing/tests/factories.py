"""Tables of risks, as people bring them."""

import csv
import html
import io
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from governance.risks.importing.models import RiskImport
from governance.risks.importing.services import work_on_risk_import
from tests.story import Story, today

HEADINGS = [
    "Number", "What could happen", "Why it could happen", "What would follow", "Likelihood",
    "Impact on the customer", "Impact on the supplier", "Borne by", "Managed by", "Why they are best placed",
    "Reviewed by", "Next review",
]  # fmt: skip
IMPORTS = "/p/school/risks/import/"


def ahead(days: int = 30) -> date:
    return today() + timedelta(days=days)


def line(**given: Any) -> list[Any]:
    """A line that is right, but for what is given."""
    words = {
        "number": "",
        "event": "The timetable fails",
        "cause": "Everybody signs in at once.",
        "effect": "Lessons start late.",
        "likelihood": 3,
        "customer": 4,
        "supplier": 2,
        "bears": "Shared",
        "manages": "Supplier",
        "reason": "They run the servers.",
        "owner": "Jonas Berg",
        "review": ahead().isoformat(),
    }
    assert set(given) <= set(words)
    return list({**words, **given}.values())


def as_csv(*lines: list[Any], headings: list[str] = HEADINGS, separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([headings, *lines])
    return text.getvalue()


def as_xlsx(*lines: list[Any], headings: list[str] = HEADINGS) -> bytes:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *lines):
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def bring(
    client: Client, story: Story, content: bytes | str, name: str = "risks.csv", who: str = "lead"
) -> RiskImport:
    """Bring the table and let the worker look at it."""
    client.force_login(story.people[who])
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    answer = client.post(IMPORTS, {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    run = RiskImport.objects.latest("pk")
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    return run


def store(client: Client, run: RiskImport, **given: str) -> RiskImport:
    assert client.post(run.get_absolute_url(), {"decision": "store", **given}).status_code == 302
    work_on_risk_import(run.pk)
    run.refresh_from_db()
    return run


def counts(run: RiskImport) -> tuple[int, int, int, int]:
    return tuple(run.outcome[what] for what in ("new", "changed", "unchanged", "wrong"))


def shown(client: Client, run: RiskImport) -> str:
    answer = client.get(run.get_absolute_url())
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def faults(run: RiskImport) -> list[tuple[int, str, str]]:
    return [tuple(fault) for fault in run.outcome["faults"]]
