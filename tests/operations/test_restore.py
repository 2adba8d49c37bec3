"""``script/backup`` and ``script/restore``, on the database that the tests run on, with real processes."""

import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from pytest_django.plugin import DjangoDbBlocker

from partnerships.files.tests.factories import PDF
from partnerships.signing import kinds
from tests.operations.installation import IS_POSTGRES, ROOT, Installation, databases_of, tell

#: For the tests' own database, of which ``told`` is a copy.
pytestmark = pytest.mark.django_db
TRIGGER = "partnerships_signature_final_update"


@pytest.fixture(scope="module")
def told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    var = tmp_path_factory.mktemp("told")
    name = f"restore_{uuid.uuid4().hex[:8]}" if IS_POSTGRES else str(var / "partnering.sqlite3")
    bound = dict(kinds._bindings)
    with django_db_blocker.unblock():
        told = tell(var, name)
    kinds._bindings.clear()
    kinds._bindings.update(bound)
    told.back_up()
    yield told
    told.remove()


@pytest.fixture
def here(told: Installation, tmp_path: Path) -> Iterator[Installation]:
    """Each test has its own."""
    here = told.copy(tmp_path / "var")
    yield here
    here.remove()


class Writer(threading.Thread):
    """Somebody else, who adds two rows at a time until told to stop."""

    def __init__(self, connection: Any) -> None:
        super().__init__(daemon=True)
        self.cursor = connection.cursor()
        self.cursor.execute("CREATE TABLE pairs (number integer)")
        self.pairs = 0
        self.has_begun, self.is_over = threading.Event(), threading.Event()

    def run(self) -> None:
        while not self.is_over.is_set():
            self.cursor.execute("BEGIN")
            self.cursor.execute("INSERT INTO pairs VALUES (1)")
            self.is_over.wait(0.002)  # most of the time, one of two is written
            self.cursor.execute("INSERT INTO pairs VALUES (2)")
            self.cursor.execute("COMMIT")
            self.pairs += 1
            if self.pairs == 5:
                self.has_begun.set()


def test_all_comes_back_as_it_was_at_one_moment(here: Installation) -> None:
    files, people = here.files(), here.ask("SELECT count(*) FROM accounts_person")
    assert list(files.values()) == [PDF]
    if not IS_POSTGRES:
        here.ask("PRAGMA journal_mode=WAL")
    with closing(here.connect()) as other:
        writer = Writer(other)
        writer.start()
        assert writer.has_begun.wait(60)
        before = writer.pairs
        here.back_up(again=True)
        during = writer.pairs - before
        writer.is_over.set()
        writer.join()
    assert during > 0, "nobody wrote meanwhile"
    here.ask("UPDATE accounts_person SET given_name = 'Nobody'")
    shutil.rmtree(here.var / "files")
    (here.var / "files").mkdir()
    (here.var / "files/later").write_text("x")
    code, said = here.run("restore", "--replace", here.archive)
    assert code == 0, said
    assert "The database guards everything that is final." in said
    assert "1 sign-off checked.\nEverything is as it was signed." in said
    assert f"{people} people, and 1 files" in said
    assert here.files() == files
    assert here.ask("SELECT count(*) FROM accounts_person WHERE given_name <> 'Nobody'") == people
    kept = here.ask("SELECT count(*) FROM pairs")
    assert kept % 2 == 0
    assert before * 2 <= kept <= (before + during) * 2
    with pytest.raises((sqlite3.IntegrityError, psycopg2.IntegrityError), match="final"):
        here.ask("UPDATE partnerships_signature SET name = 'Sten'")
    assert databases_of(here) == [Path(here.database).name]
    assert sorted(path.name for path in here.var.glob("*restor*")) == []


@pytest.mark.skipif(IS_POSTGRES, reason="only SQLite has a -wal")
@pytest.mark.parametrize("is_database_left", [True, False])
def test_a_wal_that_was_left_does_no_harm(here: Installation, is_database_left: bool) -> None:
    database, wal = Path(here.database), Path(f"{here.database}-wal")
    with closing(here.connect()) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("UPDATE accounts_person SET given_name = 'Nobody'")
        left = wal.read_bytes()
        shape = Path(f"{here.database}-shm").read_bytes()
    wal.write_bytes(left)
    Path(f"{here.database}-shm").write_bytes(shape)
    if not is_database_left:
        database.unlink()
    code, said = here.run("restore", "--replace", here.archive)
    assert code == 0, said
    assert here.ask("PRAGMA integrity_check") == "ok"
    assert here.ask("SELECT count(*) FROM accounts_person WHERE given_name = 'Nobody'") == 0


def test_not_while_the_server_runs(here: Installation) -> None:
    claim = "import server; server.claim(server.find_place()); print('mine', flush=True); input()"
    env = {"VAR_DIR": str(here.var), "PYTHONPATH": str(ROOT / "script/parts"), "PORT": "8123"}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", claim], env=env, stdin=pipe, stdout=pipe, text=True
    ) as server:
        assert server.stdout
        assert server.stdout.readline() == "mine\n"
        code, said = here.run("restore", "--replace", here.archive)
        server.communicate("\n")
    assert code == 1
    assert said == "Partnering is running at http://localhost:8123. Stop it first.\n"
    with closing(here.connect()) as other, closing(other.cursor()) as cursor:
        if not IS_POSTGRES:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("SELECT count(*) FROM accounts_person")
        cursor.fetchall()
        code, said = here.run("restore", "--replace", here.archive)
    assert code == 1
    assert ("in use" if IS_POSTGRES else "Another program has") in said


def test_people_are_not_replaced_unless_that_is_said(here: Installation) -> None:
    here.ask("UPDATE accounts_person SET given_name = 'Still here'")
    code, said = here.run("restore", here.archive)
    assert code == 1
    assert "has people in it" in said
    assert here.ask("SELECT min(given_name) FROM accounts_person") == "Still here"


def test_to_another_machine(here: Installation, tmp_path: Path) -> None:
    var = tmp_path / "elsewhere"
    var.mkdir()
    there = Installation(var, f"{here.database}_2" if IS_POSTGRES else str(var / "partnering.sqlite3"))
    try:
        code, said = there.run("restore", here.archive)
        assert code == 0, said
        assert there.ask("SELECT name FROM partnerships_signature ORDER BY name") == "Anna Hedlund"
        assert there.files() == here.files()
        code, said = there.run("restore", "--replace", here.archive, SIGNING_KEY="", SECRET_KEY="")
        assert code == 1, "the key that sealed it was left behind"
        assert "1 is sealed with another key than SIGNING_KEY" in said
        assert f"SIGNING_KEY is what {var}/signing_key says." in said
        code, said = there.run("restore", "--replace", "--without-keys", here.archive, SIGNING_KEY="")
        assert code == 0, said
    finally:
        there.remove()


def test_what_is_not_as_it_should_be_changes_nothing(here: Installation) -> None:
    for name in (TRIGGER, "governance_riskscore_final_delete"):
        table = name.partition("_final")[0]
        here.ask(f"DROP TRIGGER {name}{f' ON {table}' if IS_POSTGRES else ''}")
    here.ask("UPDATE partnerships_signature SET name = 'Sten'")
    here.back_up(again=True)
    here.ask("UPDATE accounts_person SET given_name = 'Still here'")
    (here.var / "files/later").write_text("x")
    files = here.files()
    code, said = here.run("restore", "--replace", here.archive)
    assert code == 1
    assert f"could be changed: governance_riskscore_final_delete, {TRIGGER}" in said
    assert "the signature of Sten was changed" in said
    assert here.ask("SELECT min(given_name) FROM accounts_person") == "Still here"
    assert here.files() == files
    assert databases_of(here) == [Path(here.database).name]
    assert sorted(path.name for path in here.var.glob("*restor*")) == []


def test_nor_does_half_an_archive(here: Installation) -> None:
    whole = here.archive.read_bytes()
    for size in (len(whole) // 2, len(whole) - 10):
        here.archive.write_bytes(whole[:size])
        code, said = here.run("restore", "--replace", here.archive)
        assert code == 1
        assert "is not a whole archive of script/backup" in said
    assert here.ask("SELECT count(*) FROM partnerships_signature") == 2


def test_nor_does_one_of_a_later_version(here: Installation, tmp_path: Path) -> None:
    later = tmp_path / "later.tar.gz"
    with tarfile.open(here.archive) as old, tarfile.open(later, "w:gz") as new:
        found = old.extractfile("manifest.json")
        assert found
        manifest = json.load(found)
        manifest["migrations"].append("governance.9999_later")
        described = json.dumps(manifest).encode()
        member = tarfile.TarInfo("manifest.json")
        member.size = len(described)
        new.addfile(member, io.BytesIO(described))
    code, said = here.run("restore", "--replace", later)
    assert code == 1
    assert "does not know: governance.9999_later" in said


def test_where_the_disk_is_full_no_archive_is_left(here: Installation, tmp_path: Path) -> None:
    (here.var / "files/large").write_bytes(random.Random(1).randbytes(6_000_000))
    folder = tmp_path / "archives"
    folder.mkdir()
    code, said = here.run("backup", folder, largest=5_000_000)
    assert code == 1
    assert "File too large" in said
    assert "Traceback" not in said
    assert list(folder.iterdir()) == []


def test_it_says_what_is_not_in_the_archive(here: Installation, tmp_path: Path) -> None:
    archive = tmp_path / "kept.tar.gz"
    code, said = here.run("backup", archive, S3_BUCKET="uploads-of-ours", SECRET_KEY="", SIGNING_KEY="")
    assert code == 0
    assert "the bucket uploads-of-ours: whoever runs it has to back it up" in said
    assert f"SECRET_KEY is in {here.var}/secret_key" in said
    assert f"SIGNING_KEY is in {here.var}/signing_key" in said
    assert archive.stat().st_mode & 0o077 == 0
    code, said = here.run("backup", archive)
    assert code == 1
    assert "is there already" in said
