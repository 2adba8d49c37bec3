"""What xgettext does not find in Python: a text inside an f-string is never translated."""

import ast
from pathlib import Path

from tests.languages.catalogues import ROOT

TRANSLATES = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "npgettext"}
NOT_OURS = {".venv", "node_modules"}


def glued(source: str) -> list[int]:
    """The lines of calls for a translation inside an f-string."""
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in TRANSLATES
    ]


def test_no_text_is_translated_inside_an_f_string() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.rglob("*.py")
        if not NOT_OURS & set(path.relative_to(ROOT).parts) and (lines := glued(path.read_text()))
    }
    assert found == {}


def test_one_is_found() -> None:
    assert glued(f'a = f"{{{Path.__name__}}}"\nb = f"{{_(\'x\')}}"') == [2]
