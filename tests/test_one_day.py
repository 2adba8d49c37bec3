"""What happens by the day goes by the day where the partnership's customer is (``Partnership.today``).
Nothing else asks a clock for the day, unless it says here why."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
HOUSES: Final = (
    "accounts", "agreements", "assessments", "common", "governance", "outbox", "partnering", "partnerships",
    "portfolio",
)  # fmt: skip
OWN_DAY: Final = "a list across partnerships, on the day of the person who looks"
BEFORE: Final = "there is no partnership yet: the day where its customer will be"
FILE_NAME: Final = "the name of a file that somebody takes along, on their own day"
DEFAULT: Final = "a default of the model; services say the day"
ALLOWED: Final = {
    "partnerships/lifecycle/models.py": "the one function",
    "partnerships/access/days.py": "the latest day anywhere, up to which sweeps ask",
    "agreements/register/starting.py": BEFORE,
    "portfolio/management/commands/load_demo.py": BEFORE,
    "common/exports.py": FILE_NAME,
    "governance/action_items/digest.py": "a mail to one person, in the morning where they are",
    "governance/meetings/calendar.py": "how far a person's calendar goes, a day more or less",
    "portfolio/calendar/views.py": OWN_DAY,
    "portfolio/my_work/facts.py": OWN_DAY,
    "portfolio/search/views.py": OWN_DAY,
    "governance/decisions/models.py": DEFAULT,
    "partnerships/mandates/models.py": DEFAULT,
    "partnerships/people/models.py": DEFAULT,
}


def test_the_day_is_asked_of_the_partnership() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}"
        for path in _modules()
        for line in asks_for_the_day(path.read_text())
        if str(path.relative_to(ROOT)) not in ALLOWED
    }
    assert found == set(), "ask partnership.today(), or say in ALLOWED why not"


def test_who_may_ask_otherwise_does() -> None:
    idle = [name for name in ALLOWED if not list(asks_for_the_day((ROOT / name).read_text()))]
    assert idle == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("date.today()", True),
        ("datetime.date.today()", True),
        ("DateField(default=date.today)", True),
        ("timezone.localdate()", True),
        ("localdate(at)", True),
        ("timezone.localdate(timezone=zone)", True),
        ("now.date()", True),
        ("(now + AHEAD).date()", True),
        ("timezone.now().date()", True),
        ("datetime.now(UTC).date()", True),
        ("timezone.localtime().date()", True),
        ("timezone.localtime(now).date()", True),
        ("now.astimezone(zone).date()", True),
        ("local = now.astimezone(zone)\nlocal.date()", True),
        ("((now or timezone.now()) - WEEK).date()", True),
        ("partnership.today()", False),
        ("self.actor.partnership.today(now)", False),
        ("timezone.localtime(meeting.starts_at).date()", False),
        ("comment.at.date()", False),
    ],
)
def test_what_is_found(text: str, is_found: bool) -> None:
    assert bool(list(asks_for_the_day(text))) is is_found


def asks_for_the_day(text: str) -> Iterator[int]:
    """The lines on which it is worked out from a clock which day it is."""
    code = ast.parse(text)
    nows = {"now"}
    for node in ast.walk(code):
        if isinstance(node, ast.Assign) and _is_now(node.value, nows):
            nows |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and node.attr == "today":
            is_day = _name(node.value) in ("date", "datetime")
        elif isinstance(node, ast.Call) and _name(node.func) == "localdate":
            is_day = True  # of a moment, too: a sweep has nobody's clock
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "date":
            is_day = _is_now(node.func.value, nows)
        else:
            continue
        if is_day:
            yield node.lineno


def _is_now(moment: ast.AST, nows: set[str]) -> bool:
    """Whether it is the present moment, or so long before or after it, on whatever clock."""
    if isinstance(moment, ast.BinOp):
        return _is_now(moment.left, nows) or _is_now(moment.right, nows)
    if isinstance(moment, ast.BoolOp):
        return any(_is_now(value, nows) for value in moment.values)
    if not isinstance(moment, ast.Call):
        return _name(moment) in nows
    if isinstance(moment.func, ast.Attribute) and moment.func.attr in ("astimezone", "replace"):
        return _is_now(moment.func.value, nows)
    if _name(moment.func) == "localtime":
        return not moment.args or _is_now(moment.args[0], nows)
    return _name(moment.func) == "now"


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _modules() -> Iterator[Path]:
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*.py")):
            if not {"tests", "migrations"} & set(path.relative_to(ROOT).parts):
                yield path
