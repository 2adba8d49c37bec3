"""Which rows a call locks, in which order: seen from another connection, so that what PostgreSQL locks by
itself (rows that are referred to, keys of what is changed) is seen as well as what is asked for."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import psycopg2
from django.db import connection, transaction

#: From the weakest, by what they are called in PostgreSQL's documentation, without FOR.
MODES: Final = ("Key Share", "Share", "No Key Update", "Update")
CONFLICTS: Final = {
    "Key Share": {"Update"},
    "Share": {"No Key Update", "Update"},
    "No Key Update": {"Share", "No Key Update", "Update"},
    "Update": set(MODES),
}
LOCKING: Final = ("INSERT", "UPDATE", "DELETE", "SET CONSTRAINTS", "SELECT PG_ADVISORY")


@dataclass(frozen=True)
class Lock:
    table: str
    row: str
    mode: str

    def conflicts(self, other: "Lock") -> bool:
        return self.table == other.table and other.mode in CONFLICTS[self.mode]


@dataclass(frozen=True)
class Step:
    """What one statement locked: the how manieth of those that lock, or change, something."""

    locks: tuple[Lock, ...]
    sql: str
    number: int = 0

    @property
    def waits(self) -> bool:
        return "SKIP LOCKED" not in self.sql

    @property
    def is_in_order(self) -> bool:
        return " FOR " in self.sql and "ORDER BY" in self.sql


#: The steps of one transaction.
Transaction = list[Step]


class Recorder:
    def __init__(self) -> None:
        self.watcher = psycopg2.connect(**connection.get_connection_params())
        self.watcher.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (self.pid,) = cursor.fetchone()
        self.keys: dict[str, str] = {}
        with self.watcher.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pgrowlocks")

    def close(self) -> None:
        self.watcher.close()

    def record(self, call: Callable[[], Any]) -> list[Transaction]:
        """Call it, and take back what it did. Each outermost block of it is a transaction when it is called
        in earnest, and so is each statement outside of one."""
        self.seen: dict[tuple[str, str], str] = {}
        self.done: list[Transaction] = []
        self.steps: Transaction = []
        self.depth, self.writes = 0, 0
        with transaction.atomic():
            with connection.execute_wrapper(self._watch):
                call()
                self._end()
            transaction.set_rollback(True)
        return [steps for steps in self.done if steps]

    def _watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        word = sql.lstrip().upper()
        if word.startswith("SAVEPOINT"):
            self.depth += 1
        elif word.startswith("RELEASE SAVEPOINT"):
            self.depth -= 1
            if not self.depth:
                self._end()
        elif is_locking(sql):
            self.writes += 1
            self._note(sql)
            if not self.depth and not word.startswith("SET"):
                self._end()
        return result

    def _end(self) -> None:
        """As a commit does: what is referred to is looked up, and locked, last."""
        with connection.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self._note("SET CONSTRAINTS")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self.done.append(self.steps)
        self.steps = []

    def _note(self, sql: str) -> None:
        new = []
        for lock in self._held():
            before = self.seen.get((lock.table, lock.row))
            if before is None or MODES.index(before) < MODES.index(lock.mode):
                self.seen[lock.table, lock.row] = lock.mode
                new.append(lock)
        if new:
            self.steps.append(Step(tuple(new), sql, self.writes))

    def _held(self) -> Iterator[Lock]:
        with self.watcher.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT locktype, COALESCE(relation::regclass::text, objid::text) FROM pg_locks"
                " WHERE pid = %s AND (locktype = 'advisory' OR mode IN ('RowShareLock', 'RowExclusiveLock'))"
                " AND (relation IS NULL OR relation IN (SELECT oid FROM pg_class WHERE relkind = 'r'))",
                [self.pid],
            )
            for kind, table in cursor.fetchall():
                if kind == "advisory":
                    yield Lock("advisory", table, "Update")
                elif kind == "relation":
                    key = self._key_of(table, cursor)
                    cursor.execute(
                        f"SELECT {key}::text, modes FROM pgrowlocks(%s) l JOIN {table} t"
                        " ON t.ctid = l.locked_row",
                        [table],
                    )
                    for row, modes in cursor.fetchall():
                        said = [mode.removeprefix("For ") for mode in modes]
                        yield Lock(table, row, max(said, key=MODES.index))

    def _key_of(self, table: str, cursor: Any) -> str:
        if table not in self.keys:
            cursor.execute(
                "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]"
                " WHERE indrelid = %s::regclass AND indisprimary",
                [table],
            )
            (self.keys[table],) = cursor.fetchone()
        return self.keys[table]


def is_locking(sql: str) -> bool:
    word = sql.lstrip().upper()
    return word.startswith(LOCKING) or " FOR NO KEY UPDATE" in word or " FOR UPDATE" in word


@contextmanager
def recorder() -> Iterator[Recorder]:
    with closing(Recorder()) as made:
        yield made
