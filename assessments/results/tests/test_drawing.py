"""The marks as SVG: the same on a screen and on paper, and nothing in them is taken for markup."""

import re
from dataclasses import replace

from assessments.results.charts import PRINTED, WIDE, dumbbell
from assessments.results.drawing import Mark, Row, rows_drawn
from assessments.tests.factories import closed_round
from partnerships.sides import Side
from tests.story import Story

ROW = Row(
    short="Staff & <b>tools</b>",
    y=20,
    label_y=24,
    status="gap",
    flag="⇄ Gap",
    needs_attention=True,
    marks=(
        Mark(Side.CUSTOMER, 100, 20, "Customer: <Fully>"),
        Mark(Side.SUPPLIER, 200, 20, "Supplier: Partly", earlier=True),
    ),
    line=(100, 200),
    missing=((Side.SUPPLIER, "no answer"),),
)


def test_names_are_escaped() -> None:
    svg = rows_drawn([ROW], 700, with_titles=True)
    assert "Staff &amp; &lt;b&gt;tools&lt;/b&gt;</text>" in svg
    assert "<title>Customer: &lt;Fully&gt;</title></circle>" in svg
    assert '<polygon class="earlier-supplier" points="200,12 208,20 200,28 192,20">' in svg
    assert '<line class="gap" x1="100" x2="200" y1="20" y2="20"/>' in svg
    assert ">Supplier: no answer</text>" in svg


def test_what_is_missing_is_said_only_where_it_needs_attention() -> None:
    assert "no answer" not in rows_drawn([replace(ROW, needs_attention=False)], 700, with_titles=True)


def test_paper_shows_the_marks_of_the_page(story: Story) -> None:
    round = closed_round(story.partnership)
    results = list(round.results.order_by("position"))
    page, paper = (dumbbell(round, results, geometry=geometry) for geometry in (WIDE, PRINTED))
    assert "<title>" in page.marks
    assert "<title>" not in paper.marks
    assert shapes(page.marks) == shapes(paper.marks)
    assert len(shapes(page.marks)) > 2 * len(results)


def shapes(svg: str) -> list[tuple[str, str]]:
    """Each mark, line and text, without its place."""
    return re.findall(r'<(\w+) (?:class="([^"]+)")?', svg)
