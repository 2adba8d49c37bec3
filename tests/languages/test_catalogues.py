"""Every catalogue says all that the project says, and breaks nothing by it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from tests.languages.catalogues import ROOT, catalogue, faults, is_missing

LANGUAGES = ["sv", "nb"]
#: The languages in which nothing is missing, nor may be from now on.
COMPLETE = ["sv", "nb"]
#: What makemessages does not read, or what is large.
NOT_COPIED = shutil.ignore_patterns(
    "node_modules", ".venv", ".git", "var", "staticfiles", "tests", "bench", "docs", "__pycache__", ".*_cache"
)


@pytest.fixture(scope="module")
def as_found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the project whose catalogues are made anew: makemessages writes beside what it reads."""
    copy = tmp_path_factory.mktemp("messages") / "project"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    surroundings = {**os.environ, "DEBUG": "1", "VAR_DIR": str(copy / "var")}
    subprocess.run(
        [sys.executable, "-B", "manage.py", "makemessages", "--all", "--verbosity", "0"],
        cwd=copy,
        env=surroundings,
        check=True,
        capture_output=True,
    )
    yield copy
    shutil.rmtree(copy)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
@pytest.mark.parametrize("language", COMPLETE)
def test_the_catalogue_holds_what_the_project_says(language: str, as_found: Path) -> None:
    """Where it does not, ``script/messages`` brings it up to date."""
    ours, found = (
        {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue(language, root)}
        for root in (ROOT, as_found)
    )
    assert not found - ours, "said, and not in the catalogue"
    assert not ours - found, "in the catalogue, and no longer said"


@pytest.mark.parametrize("language", COMPLETE)
def test_nothing_is_left_to_translate(language: str) -> None:
    assert [entry.msgid for entry in catalogue(language) if is_missing(entry)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_loses_a_placeholder_a_tag_or_an_edge(language: str) -> None:
    translated = (entry for entry in catalogue(language) if not is_missing(entry))
    assert [fault for entry in translated for fault in faults(entry)] == []


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%(name)s signed", "%(namn)s har signerat"),
        ("%d days", "dagar"),
        ("{count} rows", "rader"),
        ("<strong>Now</strong>", "<b>Nu</b>"),
        ("Name: ", "Namn:"),
        ("Hello\n", "Hej"),
    ],
)
def test_what_is_wrong_is_found(msgid: str, msgstr: str) -> None:
    assert faults(polib.POEntry(msgid=msgid, msgstr=msgstr))


def test_each_form_of_a_plural_is_looked_at() -> None:
    plural = {"msgid": "%(count)s day", "msgid_plural": "%(count)s days"}
    assert not faults(polib.POEntry(**plural, msgstr_plural={0: "%(count)s dag", 1: "%(count)s dagar"}))
    assert faults(polib.POEntry(**plural, msgstr_plural={0: "%(count)s dag", 1: "dagar"}))
