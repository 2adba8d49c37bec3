"""Every check beside the tests, each a test of its own, so that pytest's closing line speaks for all of them.
``script/parts/test.py`` has them collected. ``check --deploy`` is among the tests: ``tests/security``."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
#: Some take a minute on a quiet machine; a busy one is no failure.
LIMIT_SECONDS = 1200
NOT_ASKED = "the list of known vulnerabilities cannot be reached from here"

MANAGE = [PYTHON, "manage.py"]
TEMPLATES = [str(path) for path in sorted(ROOT.glob("templates/**/*.html"))]
CHECKS = {
    "mypy --strict": [PYTHON, "-m", "mypy", "."],
    "ruff check": [PYTHON, "-m", "ruff", "check", "."],
    "ruff format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "djade": [str(Path(PYTHON).parent / "djade"), "--check", "--target-version", "5.2", *TEMPLATES],
    "djhtml": [str(Path(PYTHON).parent / "djhtml"), "--check", "--tabwidth", "2", *TEMPLATES],
    "manage.py check": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations are made": [*MANAGE, "makemigrations", "--check", "--dry-run"],
}
if "importlinter" in tomllib.loads((ROOT / "pyproject.toml").read_text()).get("tool", {}):
    CHECKS["imports between rooms"] = [str(Path(PYTHON).parent / "lint-imports")]


def call(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
    )


def fail_unless_well(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        pytest.fail(f"{done.stdout}{done.stderr}".strip(), pytrace=False)


@pytest.mark.parametrize("name", CHECKS)
def test_check(name: str) -> None:
    fail_unless_well(call(CHECKS[name]))


def test_pip_audit() -> None:
    """A check that could not ask says so, and never passes."""
    files = ["-r", "requirements-dev.txt", "--disable-pip"]
    done = call([PYTHON, "-m", "pip_audit", *files, "--format", "json"])
    packages = first_json(done.stdout).get("dependencies")
    if packages is None:
        pytest.skip(NOT_ASKED)
    vulnerable = [package["name"] for package in packages if package.get("vulns")]
    assert not vulnerable, f"known vulnerabilities in {', '.join(vulnerable)}"
    if unknown := [package for package in packages if "skip_reason" in package]:
        pytest.skip(f"{NOT_ASKED}: {len(unknown)} packages could not be looked up")
    fail_unless_well(done)


def test_npm_audit() -> None:
    npm = shutil.which("npm") or str(Path(PYTHON).parent / "npm")
    done = call([npm, "audit", "--json"])
    vulnerable = first_json(done.stdout).get("vulnerabilities")
    if vulnerable is None:
        pytest.skip(NOT_ASKED)
    assert not vulnerable, f"known vulnerabilities in {', '.join(vulnerable)}"
    fail_unless_well(done)


def first_json(output: str) -> dict[str, Any]:
    """The report among the lines that tools write around it."""
    for start in (index for index, letter in enumerate(output) if letter == "{"):
        try:
            found = json.JSONDecoder().raw_decode(output[start:])[0]
        except ValueError:
            continue
        return found if isinstance(found, dict) else {}
    return {}


def test_postgres() -> None:
    """The tests on PostgreSQL ran before these: see ``script/parts/test.py``."""
    said = os.environ["TESTS_ON_POSTGRES"]
    if said.startswith("left out"):
        pytest.skip(f"tests on PostgreSQL and Redis {said}")
    assert said == "passed", f"the tests on PostgreSQL and Redis {said}: see above"
