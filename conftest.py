"""The same people in every test: see ``tests/story.py``."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from partnerships.signing import kinds
from tests.papers import Papers, bind_papers
from tests.story import Story, tell_story


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser has a clock and a mind of its own: what fails there is run once more, and the summary says
    so. Whatever fails twice has failed."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Last before pytest's closing line: what passed or failed at the second try only is to be looked at."""
    yield
    if first_tries := terminalreporter.getreports("rerun"):
        terminalreporter.section("NEEDED A SECOND TRY: look at these", "!", red=True, bold=True)
        for report in first_tries:
            terminalreporter.line(f"SECOND TRY {report.nodeid} - {trouble(report)}")


def trouble(report: pytest.TestReport) -> str:
    """The first line of what went wrong."""
    said = getattr(getattr(report.longrepr, "reprcrash", None), "message", str(report.longrepr))
    return next(iter(said.splitlines()), "")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _flush_takes_what_is_final() -> Iterator[None]:
    """After a test with real transactions Django empties the tables, which the triggers of what is final
    refuse: on SQLite those of DELETE, on PostgreSQL those of TRUNCATE. They step aside for that moment, which
    only the owner of the tables can tell them to."""
    empty: Callable[[TransactionTestCase], None] = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty_all(case: TransactionTestCase) -> None:
        aside, back = step_aside()
        run(aside)
        try:
            empty(case)
        finally:
            run(back)

    def step_aside() -> tuple[list[str], list[str]]:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                triggers = cursor.fetchall()
                return [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
            cursor.execute("SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname ~ '_truncate$'")
            triggers = cursor.fetchall()
        aside = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in triggers]
        return aside, [statement.replace("DISABLE", "ENABLE") for statement in aside]

    def run(statements: list[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    with patch.object(TransactionTestCase, "_fixture_teardown", empty_all):
        yield


@pytest.fixture
def story(db: None) -> Story:
    return tell_story()


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Something to sign, for as long as the test lasts."""
    monkeypatch.setattr(kinds, "_bindings", dict(kinds._bindings))
    return bind_papers()
