"""The register leaves as CSV and XLSX, and nothing in it runs where it is opened."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from governance.risks.models import Risk
from governance.risks.tests.factories import many_risks, new_risk
from tests.story import Story

pytestmark = pytest.mark.django_db

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =1+1"]


def read_csv(client: Client) -> list[list[str]]:
    response = client.get("/p/school/risks/export.csv")
    assert response["Content-Disposition"].startswith('attachment; filename="Risks School administration 20')
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_formulas_are_made_text(client: Client, story: Story) -> None:
    for text in FORMULAS:
        risk = new_risk(story, reason="Fine")
        # as it may have come in before such letters were refused
        reason = "Fine – “quoted”, \x07and – åäö"
        Risk.objects.filter(pk=risk.pk).update(event=text, cause=f"{text}\nand more", reason=reason)
    client.force_login(story.supplier_reader)
    rows = read_csv(client)
    assert rows[1][0] == "R-1"
    assert [row[1] for row in rows[1:]] == [f"'{text.strip()}" for text in FORMULAS]
    assert all(not cell.lstrip(" ").startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "åäö" in rows[1][12]
    content = client.get("/p/school/risks/export.xlsx").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, "no formula among them"
    assert sheet["B2"].value == "'=1+1"
    assert sheet["E2"].value == 3


def test_the_whole_register_is_in_it(client: Client, story: Story) -> None:
    many_risks(story, 60)
    client.force_login(story.lead)
    assert len(read_csv(client)) == 61
    client.force_login(story.stranger)
    for kind in ("csv", "xlsx"):
        assert client.get(f"/p/school/risks/export.{kind}").status_code == 404
