"""Days and times are written as the reader's language has them: by a named format of ``partnering/formats``.
Nothing else puts one into words, unless it says here why."""

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.test_one_day import ROOT, _modules

TEMPLATES: Final = ROOT / "templates"
MACHINE: Final = "for programs, never shown"
SORTS: Final = "a cell of a table, which sorts by it"
KEY: Final = "the key of a mail, which is sent once"
FIELD: Final = "the value of a field that takes a day or a time, which the browser shows"
STORED: Final = "what changed, as the timeline keeps it and later words it"
COMMAND: Final = "said to whoever runs the installation, at a command line"
ALLOWED: Final = {
    "accounts/invitations/emails.py": KEY,
    "agreements/importing/ocds/process.py": MACHINE,
    "assessments/management/commands/health_check.py": COMMAND,
    "assessments/rounds/forms.py": FIELD,
    "assessments/rounds/opening.py": STORED,
    "common/exports.py": SORTS,
    "common/fields.py": FIELD,
    "common/paging.py": MACHINE,
    "common/tables/cells.py": MACHINE,
    "governance/action_items/emails.py": KEY,
    "governance/action_items/importing/lines.py": KEY,
    "governance/action_items/services.py": STORED,
    "governance/boards/planning.py": STORED,
    "governance/charter/emails.py": KEY,
    "governance/comments/emails.py": KEY,
    "governance/meetings/services.py": STORED,
    "governance/minutes/content.py": "what is signed, in one form for every language",
    "governance/minutes/text.py": "what was agreed, as the minutes keep it and later word it",
    "governance/risks/emails.py": KEY,
    "governance/warnings/emails.py": KEY,
    "outbox/folder.py": MACHINE,
    "outbox/queueing.py": SORTS,
    "partnering/logs.py": MACHINE,
    "partnerships/importing/layout.py": "a cell of a date, as the table has it",
    "partnerships/lifecycle/changes.py": STORED,
    "partnerships/lifecycle/emails.py": KEY,
    "partnerships/mandates/services.py": STORED,
    "partnerships/people/lines.py": STORED,
    "partnerships/people/services.py": STORED,
    "partnerships/signing/models.py": "what is signed, in one form for every language",
    "partnerships/timeline/exports.py": SORTS,
    "portfolio/calendar/months.py": "the month in an address",
    "portfolio/management/commands/sweep.py": COMMAND,
}
#: Names of formats in ``partnering/formats``; and the name of a weekday, which Django translates.
NAMED: Final = re.compile(r"[A-Z_]+_FORMAT|[Dl]")
#: A template writes a day by a named format; the time alone is the same everywhere.
BY_HAND: Final = re.compile(
    r"""\|(?:date|time):(?!"[A-Z_]+_FORMAT"|["'](?:H:i|H:i:s|H:i T|T)["']|format\b)"""
)
#: What a browser reads and nobody sees: an anchor, the machine's own form of a time.
UNSEEN: Final = re.compile(r"""(?:\bid=|\bhref=|\bdatetime=)"[^"]*\{\{.*?\}\}[^"]*\"""")


def test_no_module_words_a_day_by_hand() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules()
        for line in words_a_day(path.read_text())
        if str(path.relative_to(ROOT)) not in ALLOWED
    }
    assert found == set(), "use date_format with a named format, or say in ALLOWED why not"


def test_who_may_does() -> None:
    idle = [name for name in ALLOWED if not list(words_a_day((ROOT / name).read_text()))]
    assert idle == []


def test_no_template_words_a_day_by_hand() -> None:
    found = [
        f"{path.relative_to(TEMPLATES)}:{number} {line.strip()}"
        for path in sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if is_by_hand(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ('day.strftime("%d %B")', True),
        ("day.isoformat()", True),
        ('f"{day:%Y-%m-%d}"', True),
        ('f"until {self._local:%H:%M}"', True),
        ('date_format(day, "j F Y")', True),
        ('formats.time_format(at, "H.i")', True),
        ("date_format(day)", False),
        ('date_format(day, "SHORT_DATE_FORMAT")', False),
        ('date_format(day, "DATE_FORMAT" if late else "MEDIUM_FORMAT")', False),
        ('date_format(day, "l")', False),
        ("date.fromisoformat(text)", False),
        ('f"{share:.0%}"', False),
    ],
)
def test_what_is_found_in_a_module(text: str, is_found: bool) -> None:
    assert bool(list(words_a_day(text))) is is_found


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ('{{ day|date:"j F Y" }}', True),
        ('{{ day|date:"Y-m-d" }}', True),
        ("<b>{{ day.isoformat }}</b>", True),
        ("{% now 'j F' %}", True),
        ("<h3 id=\"d-{{ day|date:'Y-m-d' }}\">", False),
        ('<time datetime="{{ at.isoformat }}">{{ at|date:"DATETIME_FORMAT" }}</time>', False),
        ('{{ at|date:"H:i T" }}', False),
        ("{{ day|date }}", False),
    ],
)
def test_what_is_found_in_a_template(line: str, is_found: bool) -> None:
    assert is_by_hand(line) is is_found


def is_by_hand(line: str) -> bool:
    seen = UNSEEN.sub("", line)
    return bool(BY_HAND.search(seen) or ".isoformat" in seen or re.search(r"\{% now ", seen))


def words_a_day(text: str) -> Iterator[int]:
    """The lines on which a day or a time becomes a text by a pattern of its own."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            is_found = "%" in (spec := ast.unparse(node.format_spec)) and not re.search(r"%['\"]?$", spec)
        elif isinstance(node, ast.Call):
            is_found = _is_call(node)
        else:
            continue
        if is_found:
            yield node.lineno


def _is_call(node: ast.Call) -> bool:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in ("strftime", "isoformat"):
        return True
    if name not in ("date_format", "time_format"):
        return False
    given = [*node.args[1:], *(each.value for each in node.keywords)]
    patterns = [one.value for each in given for one in ast.walk(each) if isinstance(one, ast.Constant)]
    return any(isinstance(each, str) and not NAMED.fullmatch(each) for each in patterns)
