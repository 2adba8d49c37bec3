"""The databases that are measured on, and the environment in which each is used."""

import os
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path

POSTGRES = os.environ.get("BENCH_POSTGRES_URL", "postgres://root@127.0.0.1:5432")
REDIS = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/9")
DATABASE = os.environ.get("BENCH_DATABASE", "partnering_bench")
FOLDER = Path(os.environ.get("VAR_DIR") or "var").resolve() / "bench"
PORT = int(os.environ.get("BENCH_PORT", "8765"))
#: These choose where the product keeps its things; a place says all of them itself, or leaves the default.
CHOICES = (
    "DATABASE_URL",
    "REDIS_URL",
    "CELERY_BROKER_URL",
    "EMAIL_URL",
    "SITE_URL",
    "S3_BUCKET",
    "SECRET_KEY",
    "SIGNING_KEY",
)


@dataclass(frozen=True)
class Place:
    name: str
    is_database: bool = True
    is_embedded: bool = False
    can_be_kept: bool = True  # not where measuring changes what is measured

    @property
    def folder(self) -> Path:
        return FOLDER / self.name if self.is_embedded else FOLDER

    @property
    def database(self) -> str:
        return DATABASE if self.name == "full" else f"{DATABASE}_{self.name}"

    @property
    def file(self) -> Path:
        return self.folder / "partnering.sqlite3"

    def environment(self) -> dict[str, str]:
        self.folder.mkdir(parents=True, exist_ok=True)
        given = {name: value for name, value in os.environ.items() if name not in CHOICES}
        own = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "VAR_DIR": str(self.folder),
            "STATIC_ROOT": str(FOLDER / "static"),
            "DEBUG": "false",
            "LOG_LEVEL": "ERROR",
            "BENCH_RESULTS": str(FOLDER / "results.json"),
        }
        if not self.is_embedded:
            own |= {
                "DATABASE_URL": f"{POSTGRES}/{self.database}",
                "REDIS_URL": REDIS,
                "CELERY_BROKER_URL": "memory://",
            }
        return {**given, **own}

    def is_loaded(self) -> bool:
        """Whether the people are there; whether the tables are those of today's models is not looked at."""
        question = "SELECT EXISTS (SELECT 1 FROM accounts_person)"
        if self.is_embedded:
            return self.file.exists() and _ask_sqlite(self.file, question)
        asked = subprocess.run(
            ["psql", "-Atc", question, f"{POSTGRES}/{self.database}"], capture_output=True, text=True
        )
        return asked.stdout.strip() == "t"

    def make_fresh(self) -> None:
        if self.is_embedded:
            for file in self.folder.glob("partnering.sqlite3*"):
                file.unlink()
            return
        for command in ("dropdb --if-exists", "createdb"):
            arguments = [*command.split(), f"--maintenance-db={POSTGRES}/postgres", self.database]
            subprocess.run(arguments, check=True)


def _ask_sqlite(file: Path, question: str) -> bool:
    connection = sqlite3.connect(file)
    try:
        return bool(connection.execute(question).fetchone()[0])
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


PLACES = {
    place.name: place
    for place in (
        Place("full"),
        Place("tenth"),
        Place("embedded", is_embedded=True),
        Place("empty", is_embedded=True),
        Place("nowhere", is_database=False, is_embedded=True),
        Place("sweep", can_be_kept=False),
        Place("meetings", can_be_kept=False),
    )
}
