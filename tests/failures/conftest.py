import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest

from outbox.tests.mail_server import free_port
from tests.failures.house import ROOT, House

GIVEN = os.environ.get("DATABASE_URL", "")
IS_POSTGRES = GIVEN.startswith("postgres")


def migrate(database_url: str, var: Path) -> None:
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": database_url, "VAR_DIR": str(var)}
    command = [sys.executable, "manage.py", "migrate", "--skip-checks", "-v", "0"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def on_server(statement: str) -> None:
    connection = psycopg2.connect(urlunsplit(urlsplit(GIVEN)._replace(path="/postgres")))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Makes one migrated database after the other, on the server of ``DATABASE_URL`` or in a file."""
    folder = tmp_path_factory.mktemp("empty")
    name = f"failures_{uuid.uuid4().hex[:8]}"
    if not IS_POSTGRES:
        model = folder / "empty.sqlite3"
        migrate(f"sqlite:///{model}", folder)
        yield lambda place: f"sqlite:///{shutil.copy(model, place / 'test.sqlite3')}"
        return
    names = [name]
    on_server(f"CREATE DATABASE {name}")
    migrate(urlunsplit(urlsplit(GIVEN)._replace(path=f"/{name}")), folder)

    def copy(place: Path) -> str:
        names.append(f"{name}_{len(names)}")
        on_server(f"CREATE DATABASE {names[-1]} TEMPLATE {name}")
        return urlunsplit(urlsplit(GIVEN)._replace(path=f"/{names[-1]}"))

    yield copy
    for made in reversed(names):
        on_server(f"DROP DATABASE {made} WITH (FORCE)")


@pytest.fixture
def redis_port() -> int:
    if not shutil.which("redis-server"):
        if os.environ.get("CI") == "true":
            pytest.fail("redis-server is not installed, and on CI nothing is skipped")
        pytest.skip("redis-server is not installed")
    return free_port()


@pytest.fixture
def house(tmp_path: Path, empty_database: Callable[[Path], str]) -> Iterator[House]:
    """With a folder for a queue: no server to install."""
    house = House(tmp_path, empty_database(tmp_path), "filesystem://")
    yield house
    house.close()


@pytest.fixture
def redis_house(tmp_path: Path, empty_database: Callable[[Path], str], redis_port: int) -> Iterator[House]:
    house = House(tmp_path, empty_database(tmp_path), f"redis://127.0.0.1:{redis_port}/0")
    yield house
    house.close()
