"""Tables as many programs write them, and those that cannot be read."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from governance.risks.importing.models import RiskImport
from governance.risks.importing.tests.factories import (
    IMPORTS,
    as_csv,
    as_xlsx,
    bring,
    counts,
    faults,
    line,
    shown,
)
from tests.story import Story


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("risks.csv", b"1,2\n3,4\n", "There are no headings"),
        ("risks.csv", b"Number;Event;Cause;Effect\n", "There is no line below the headings"),
        ("risks.csv", as_csv().encode(), "There is no line below the headings"),
        ("risks.csv", b"PK\x03\x04", "This is a workbook, not CSV"),
        ("risks.csv", b"\x00\x01\x02", "This is not a text file"),
        ("risks.csv", (as_csv(line()) + '"never closed' + "x" * 200_000).encode(), "quotation mark"),
        ("risks.xlsx", b"no workbook", "This workbook cannot be read"),
        ("risks.xlsx", b"\xd0\xcf\x11\xe0 old", "an old or a locked workbook"),
    ],
)
def test_tables_that_cannot_be_read_say_why(
    story: Story, client: Client, name: str, content: bytes, said: str
) -> None:
    run = bring(client, story, content, name)
    assert run.state == "failed"
    assert said in run.problem
    assert said in shown(client, run)


def test_other_files_are_refused_at_the_door(story: Story, client: Client) -> None:
    client.force_login(story.lead)
    for name, content, said in [("risks.ods", b"x", "Bring the table as"), ("risks.csv", b"", "is empty")]:
        answer = client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})
        assert said in html.unescape(answer.content.decode())
    assert "Choose a file first" in client.post(IMPORTS, {}).content.decode()
    assert not RiskImport.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_letters_and_separators_of_many_programs(
    story: Story, client: Client, encoding: str, separator: str
) -> None:
    table = as_csv(line(event="Skolår, räkning; och\tmer"), separator=separator)
    run = bring(client, story, table.encode(encoding))
    assert counts(run) == (1, 0, 0, 0)
    assert run.outcome["first_new"] == [[2, "Skolår, räkning; och\tmer"]]
    assert ("Windows-1252" in shown(client, run)) is (encoding == "cp1252")


def test_headings_in_other_words_below_a_title(story: Story, client: Client) -> None:
    headings = [
        "Nr", "RISK", "Cause", "Consequence", "Probability", "Customer impact", "Supplier impact",
        "Who bears it", "Manages", "Reason", "Owner", "Review date", "Colour",
    ]  # fmt: skip
    table = "Our risks\n\n" + as_csv([*line(), "red"], [], line(event="Two"), headings=headings)
    run = bring(client, story, table)
    assert counts(run) == (2, 0, 0, 0)
    assert [number for number, _event in run.outcome["first_new"]] == [4, 6]
    assert run.outcome["ignored"] == ["Colour"]


def test_formulas_of_a_workbook(story: Story, client: Client) -> None:
    run = bring(client, story, as_xlsx(line(likelihood="=1+2"), line(event="Two")), "risks.xlsx")
    assert counts(run) == (1, 0, 0, 1)
    assert faults(run)[0][:2] == (2, "Likelihood")
    assert "a formula without its result" in faults(run)[0][2]
