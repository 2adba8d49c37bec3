"""What people write becomes HTML that can do no harm."""

import pytest

from common.markdown import markdown


def test_paragraphs_lists_and_emphasis() -> None:
    html = markdown("We **trust**\neach other.\n\n- one\n- two\n\n# Aims")
    assert "<strong>trust</strong><br" in html
    assert html.count("<li>") == 2
    assert "<h3>Aims</h3>" in html, "a page has its own headings above"
    assert "<td>1</td>" in markdown("|a|\n|-|\n|1|\n")


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](/p/school/openness/)",
        "![x](https://elsewhere.example/x.png)",
        '<https://a.example/"onmouseover=alert(1)>',
    ],
)
def test_nothing_reaches_out_of_the_page(evil: str) -> None:
    html = markdown(evil)
    for part in ("<script", "<img", 'javascript:alert(1)"', 'href="data:', 'href="/', '"onmouse'):
        assert part not in html


def test_a_link_tells_nothing_about_where_it_was_followed() -> None:
    assert markdown("[OGC](https://ogc.example/)") == (
        '<p><a href="https://ogc.example/" rel="noopener noreferrer">OGC</a></p>\n'
    )
