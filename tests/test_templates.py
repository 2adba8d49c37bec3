"""What every template holds to, read from the files themselves."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parent.parent / "templates"
ALL = sorted(path for path in ROOT.rglob("*") if path.is_file())
PAGES = sorted(
    path for path in ROOT.rglob("*.html") if not {"emails", "pdf"} & set(path.relative_to(ROOT).parts)
)


def lines_with(path: Path, pattern: str) -> list[str]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if re.search(pattern, line):
            found.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:80]}")
    return found


def test_a_comment_ends_on_its_line() -> None:
    """Django shows the reader a ``{#`` that has no ``#}`` beside it."""
    assert [hit for path in ALL for hit in lines_with(path, r"\{#(?!.*#\})")] == []


def test_no_line_is_longer_than_120_characters() -> None:
    """djhtml indents lines and leaves their length to us."""
    assert [hit for path in ALL for hit in lines_with(path, r"^.{121}")] == []


def test_no_two_blocks_begin_on_one_line() -> None:
    part = "article|aside|details|div|fieldset|footer|form|h[1-6]|header|main|nav|p|section|summary"
    row = "dd|dl|dt|li|ol|table|tbody|td|tfoot|th|thead|tr|ul"
    tag = rf"<({part}|{row})\b"
    assert [hit for path in ALL for hit in lines_with(path, f"{tag}.*{tag}")] == []


def test_a_page_begins_with_what_it_is_and_what_it_expects() -> None:
    pages = [path for path in ALL if path.suffix == ".html"]
    assert [str(path) for path in pages if not path.read_text().startswith(("{#", "{% comment %}"))] == []


@pytest.mark.parametrize(
    "pattern", [r"\sstyle=", r"\son(click|change|submit|load)=", r"<style", r"javascript:"]
)
def test_nothing_inline_that_the_content_policy_refuses(pattern: str) -> None:
    assert [hit for path in PAGES for hit in lines_with(path, pattern)] == []


def test_every_form_that_changes_something_carries_its_token() -> None:
    without = []
    for path in PAGES:
        for form in re.findall(r"<form[^>]*method=\"post\"[^>]*>.*?</form>", path.read_text(), re.S | re.I):
            if "csrf_token" not in form:
                without.append(f"{path.relative_to(ROOT)}: {form[:80]}")
    assert without == []


#: What somebody signed, quoted as they typed it; what was typed and not kept; what other systems wrote.
SHOWN_AS_TYPED: Final = {
    "accounts/sign_in/_typed.html",
    "agreements/register/agreement.html",
    "emails/concern_end.html",  # the concern's heading
    "emails/concern_escalated.html",
    "emails/concern_limit.html",
    "emails/concern_news.html",
    "emails/concern_raised.html",
    "emails/concern_silent.html",
    "emails/concern_view.html",
    "emails/signer_named.html",
    "governance/charter/_reservations.html",
    "partnerships/mandates/signers.html",
    "partnerships/signing/_sign_off.html",
    "partnerships/signing/sign_off.html",
    "pdf/minutes.html",
    "pdf/sign_off.html",
}


def test_long_texts_are_read_as_markdown_everywhere() -> None:
    """One rule for whatever people write on more than a line."""
    as_typed = {
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html") if "|linebreaks" in path.read_text()
    }
    assert as_typed == SHOWN_AS_TYPED
