"""A small installation that was backed up or is to be restored: its own database, folder and processes."""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.db import connection
from django.test import override_settings

from governance.risks.tests.factories import new_risk
from partnerships.files.services import add_attachment
from partnerships.files.tests.factories import upload
from tests.papers import bind_papers, signed_by_both
from tests.story import tell_story

ROOT = Path(__file__).parents[2]
IS_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass
class Installation:
    """``database`` is a file's path, or a name on the server of ``DATABASE_URL``."""

    var: Path
    database: str

    @property
    def archive(self) -> Path:
        return self.var / "kept.tar.gz"

    @property
    def url(self) -> str:
        if IS_POSTGRES:
            return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.database}"))
        return f"sqlite:///{self.database}"

    def connect(self) -> Any:
        """Of one's own, past Django, with each statement for itself."""
        if IS_POSTGRES:
            own = psycopg2.connect(self.url)
            own.autocommit = True
            return own
        return sqlite3.connect(self.database, isolation_level=None, check_same_thread=False, timeout=30)

    def ask(self, statement: str) -> Any:
        """The first value of the answer, where there is one."""
        with closing(self.connect()) as own, closing(own.cursor()) as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None

    def files(self) -> dict[str, bytes]:
        paths = [path for path in (self.var / "files").rglob("*") if path.is_file()]
        return {str(path.relative_to(self.var)): path.read_bytes() for path in paths}

    def run(
        self, script: str, *arguments: str | Path, largest: int | None = None, **env: str
    ) -> tuple[int, str]:
        """Its exit code and all it said. No file it writes may be larger than ``largest``."""
        own = {
            "DEBUG": "1",
            "VAR_DIR": str(self.var),
            "DATABASE_URL": self.url,
            "SIGNING_KEY": settings.SIGNING_KEY,  # what this process has sealed
            **env,
        }

        def limit() -> None:
            if largest:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

        done = subprocess.run(
            [ROOT / "script" / script, *arguments],
            env={**os.environ, **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=limit,
            timeout=300,
        )
        return done.returncode, done.stdout

    def back_up(self, *, again: bool = False) -> None:
        if again:
            self.archive.unlink()
        code, said = self.run("backup", self.archive)
        assert code == 0, said

    def copy(self, var: Path) -> "Installation":
        var.mkdir()
        shutil.copy(self.archive, var)
        shutil.copytree(self.var / "files", var / "files")
        return self.copy_to(f"{self.database}_1" if IS_POSTGRES else f"{var}/partnering.sqlite3", var)

    def copy_to(self, database: str, var: Path | None = None) -> "Installation":
        """The database alone."""
        if IS_POSTGRES:
            on_server(f"CREATE DATABASE {database} TEMPLATE {self.database}")
        else:
            shutil.copy(self.database, database)
        return Installation(var or self.var, database)

    def remove(self) -> None:
        if IS_POSTGRES:
            on_server(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
        else:
            Path(self.database).unlink(missing_ok=True)


def databases_of(installation: Installation) -> list[str]:
    """Every database that is called alike, so that one sees what was left behind."""
    if not IS_POSTGRES:
        return sorted(path.name for path in installation.var.glob("partnering.sqlite3*"))
    like = f"WHERE datname ~ '^{installation.database}'"
    return str(installation.ask(f"SELECT string_agg(datname, ' ') FROM pg_database {like}")).split()


def on_server(statement: str) -> None:
    with closing(
        psycopg2.connect(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres")))
    ) as own:
        own.autocommit = True
        with own.cursor() as cursor:
            cursor.execute(statement)


@contextmanager
def in_database(name: str) -> Iterator[None]:
    """Django's connection looks at a copy of the tests' own database."""
    own = connection.settings_dict["NAME"]
    connection.close()
    if IS_POSTGRES:
        on_server(f"CREATE DATABASE {name} TEMPLATE {own}")
    else:
        shutil.copy(own, name)
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def tell(var: Path, name: str) -> Installation:
    """People, something that both sides signed, and a file on a risk."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with in_database(name), override_settings(MEDIA_ROOT=var / "files", PASSWORD_HASHERS=quick):
        story = tell_story()
        signed_by_both(story, bind_papers())
        new_risk(story)
        add_attachment(actor=story.actor("lead"), kind="risk", number=1, file=upload())
    return Installation(var, name)
