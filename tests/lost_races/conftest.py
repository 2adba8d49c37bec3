"""Another process that writes to the same SQLite."""

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from django.db import connection


@pytest.fixture
def locked_by_another(transactional_db: None) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """To begin, and to end."""
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)

    def begin() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN IMMEDIATE")

    def end() -> None:
        if other.in_transaction:
            other.execute("ROLLBACK")

    yield begin, end
    end()
    other.close()
    connection.close()
