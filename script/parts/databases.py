"""The two databases that Partnering runs on: how each is copied, and how a copy takes its place.

A copy is put beside the present database and made ready there. The present one stays until then."""

import os
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from archive import Refused
from django.db import DatabaseError, connection
from setup import run

#: What SQLite keeps beside a database. Left beside another one, a -wal corrupts it.
BESIDE = ("", "-wal", "-shm", "-journal")


class Moves:
    """Renamed files and folders, taken back together where something fails."""

    def __init__(self) -> None:
        self.done: list[tuple[Path, Path]] = []

    def move(self, old: Path, new: Path) -> None:
        if old.exists():
            remove(new)
            os.rename(old, new)
            self.done.append((old, new))

    def undo(self) -> None:
        while self.done:
            old, new = self.done.pop()
            os.rename(new, old)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


class Database(ABC):
    vendor: str
    dump_name: str

    def __init__(self) -> None:
        self.name = str(connection.settings_dict["NAME"])
        self.copy, self.replaced = self._beside("restoring"), self._beside("replaced")

    def query(self, question: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall())

    def has_people(self) -> bool:
        """Also where it cannot be read: somebody may know how to save it."""
        try:
            if "accounts_person" not in connection.introspection.table_names():
                return False
            return self.query("SELECT count(*) FROM accounts_person") != [(0,)]
        except DatabaseError:
            return True
        finally:
            self.close()

    def close(self) -> None:
        connection.close()

    def use_copy(self) -> None:
        self.close()
        connection.settings_dict["NAME"] = self.copy

    @abstractmethod
    def _beside(self, word: str) -> str: ...

    @abstractmethod
    def exists(self) -> bool: ...

    @abstractmethod
    def dump(self, target: Path) -> None: ...

    @abstractmethod
    def refuse_if_in_use(self) -> None: ...

    @abstractmethod
    def load_copy(self, dump: Path) -> None: ...

    @abstractmethod
    def drop_copy(self) -> None: ...

    @abstractmethod
    def put_copy_in_place(self, moves: Moves) -> None:
        """The last step: all of it, or nothing."""

    @abstractmethod
    def drop_replaced(self) -> None: ...


class SQLite(Database):
    vendor = "sqlite"
    dump_name = "partnering.sqlite3"

    def _beside(self, word: str) -> str:
        return f"{self.name}.{word}"

    def exists(self) -> bool:
        return Path(self.name).exists()

    def dump(self, target: Path) -> None:
        """All of one moment, while others go on writing."""
        with (
            closing(sqlite3.connect(f"{Path(self.name).absolute().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it

    def refuse_if_in_use(self) -> None:
        """Whoever has the file open would go on writing to what is put aside."""
        if not self.exists():
            return
        with closing(sqlite3.connect(self.name, timeout=0)) as alone:
            try:
                alone.execute("PRAGMA journal_mode=DELETE")  # only the last one may leave WAL mode
            except sqlite3.OperationalError as error:
                raise Refused(f"Another program has {self.name} open ({error}). Stop it first.") from None
            except sqlite3.DatabaseError:
                pass  # broken, so there is every reason to go on

    def load_copy(self, dump: Path) -> None:
        self.drop_copy()
        shutil.move(dump, self.copy)
        with closing(sqlite3.connect(self.copy)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            raise Refused(f"The database in the archive is damaged: {said[0][0]}")

    def drop_copy(self) -> None:
        for suffix in BESIDE:
            Path(self.copy + suffix).unlink(missing_ok=True)

    def put_copy_in_place(self, moves: Moves) -> None:
        with closing(sqlite3.connect(self.copy, timeout=0)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # what is in its own -wal goes into the file
        for suffix in BESIDE:
            moves.move(Path(self.name + suffix), Path(self.replaced + suffix))
        moves.move(Path(self.copy), Path(self.name))

    def drop_replaced(self) -> None:
        for suffix in BESIDE:
            Path(self.replaced + suffix).unlink(missing_ok=True)


class PostgreSQL(Database):
    vendor = "postgresql"
    dump_name = "partnering.dump"

    def _beside(self, word: str) -> str:
        return f"{self.name}_{word}"

    def exists(self) -> bool:
        with self._server() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.name])
            return cursor.fetchone() is not None

    def dump(self, target: Path) -> None:
        self._client("pg_dump", "--format", "custom", "--file", str(target), database=self.name)

    def refuse_if_in_use(self) -> None:
        with self._server() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [self.name])
            (count,) = cursor.fetchone()
        if count:
            raise Refused(f"{self.name} is in use, by {count} sessions. Stop web, worker and beat first.")

    def load_copy(self, dump: Path) -> None:
        """An empty database takes the whole dump, or nothing of it. Roles may be called otherwise here."""
        self.drop_copy()
        with self._server() as cursor:
            how = f"TEMPLATE template0 ENCODING 'UTF8' {self._locale(cursor)}"
            cursor.execute(f"CREATE DATABASE {quoted(self.copy)} {how}")
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        self._client("pg_restore", *options, str(dump), database=self.copy)

    def drop_copy(self) -> None:
        self._drop(self.copy)

    def put_copy_in_place(self, moves: Moves) -> None:
        self._drop(self.replaced)
        is_there = self.exists()
        with self._server(is_one_transaction=True) as cursor:
            if is_there:
                cursor.execute(f"ALTER DATABASE {quoted(self.name)} RENAME TO {quoted(self.replaced)}")
            cursor.execute(f"ALTER DATABASE {quoted(self.copy)} RENAME TO {quoted(self.name)}")

    def drop_replaced(self) -> None:
        self._drop(self.replaced)

    def _drop(self, name: str) -> None:
        with self._server() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted(name)}")

    def _locale(self, cursor: Any) -> str:
        """Words are sorted as before."""
        cursor.execute("SELECT datcollate, datctype FROM pg_database WHERE datname = %s", [self.name])
        found = cursor.fetchone()
        return cursor.mogrify("LC_COLLATE %s LC_CTYPE %s", found).decode() if found else ""

    @contextmanager
    def _server(self, *, is_one_transaction: bool = False) -> Iterator[Any]:
        """A cursor in the database ``postgres``, from where others are made and renamed."""
        try:
            server = psycopg2.connect(**{**connection.get_connection_params(), "dbname": "postgres"})
            with closing(server):
                server.autocommit = not is_one_transaction
                with server.cursor() as cursor:
                    yield cursor
                if is_one_transaction:
                    server.commit()
        except psycopg2.Error as error:
            raise Refused(f"PostgreSQL says: {error}") from None

    def _client(self, command: str, *arguments: str, database: str) -> None:
        """One of PostgreSQL's own programs. The password does not show in the list of processes."""
        if not shutil.which(command):
            raise Refused(
                f"{command} is missing. On Debian or Ubuntu, type: sudo apt-get install postgresql-client"
            )
        given = {**connection.get_connection_params(), "dbname": database}
        password = given.pop("password", None)
        known = {name: value for name, value in given.items() if isinstance(value, str | int)}
        address = psycopg2.extensions.make_dsn(**known)
        run(
            command,
            "--dbname",
            address,
            *arguments,
            env={"PGPASSWORD": password} if password else {},
            limit=None,
        )


def quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def the_database() -> Database:
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()
