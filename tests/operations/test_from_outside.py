"""What is final, and somebody who has the database itself and no application: each way to change a row is
refused, in every table that the migrations put on guard."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from common.immutable_rows import FinalColumns, FinalOperation, FinalSteps, final_operations, missing_triggers
from partnerships.signing import kinds
from tests.operations.final_things import make_final_things
from tests.operations.installation import IS_POSTGRES, Installation, in_database
from tests.story import tell_story

GUARDS = final_operations()
REFUSED = (sqlite3.IntegrityError, psycopg2.IntegrityError)


@pytest.fixture(scope="module")
def outside(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    var = tmp_path_factory.mktemp("outside")
    name = f"outside_{uuid.uuid4().hex[:8]}" if IS_POSTGRES else str(var / "partnering.sqlite3")
    bound = dict(kinds._bindings)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with django_db_blocker.unblock(), in_database(name), override_settings(PASSWORD_HASHERS=quick):
        make_final_things(tell_story())
    kinds._bindings.clear()
    kinds._bindings.update(bound)
    there = Installation(var, name)
    yield there
    there.remove()


def model_of(guard: FinalOperation) -> type[Model]:
    return next(model for model in apps.get_models() if model._meta.db_table == guard.table)


def columns_of(guard: FinalOperation) -> list[str]:
    if isinstance(guard, FinalColumns):
        return guard.columns
    if isinstance(guard, FinalSteps):
        return [guard.column]
    return [str(field.column) for field in model_of(guard)._meta.local_concrete_fields]


def attacks(guard: FinalOperation) -> Iterator[str]:
    """Each has to be refused."""
    table, final = guard.table, f"WHERE {guard.is_final('kept')}"
    yield f"DELETE FROM {table} AS kept {final}"
    for column in columns_of(guard):
        value = "'workshop'" if isinstance(guard, FinalSteps) else "NULL"
        value = f"{table}.id + 1000" if column == "id" else value
        yield f'UPDATE {table} SET "{column}" = {value} WHERE {guard.is_final(table)}'
        copy = f"INSERT INTO {table} SELECT * FROM {table} AS kept {final}"
        yield f'{copy} ON CONFLICT (id) DO UPDATE SET "{column}" = {value}'
    if getattr(guard, "takes_no_more", False):
        own = all_but_id(guard)
        yield f"INSERT INTO {table} ({own}) SELECT {own} FROM {table} AS kept {final}"
    if IS_POSTGRES:
        yield f"TRUNCATE {table} CASCADE"
    else:
        yield f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} AS kept {final}"


def sly_attacks(guard: FinalOperation) -> Iterator[str]:
    """On SQLite, a row that is added, or moved, takes the place of one with the same key. Where there is no
    such key, or no such row, nothing comes of it."""
    if IS_POSTGRES:
        return
    table, final, own = guard.table, f"WHERE {guard.is_final('kept')}", all_but_id(guard)
    yield f"INSERT OR REPLACE INTO {table} ({own}) SELECT {own} FROM {table} AS kept {final}"
    taken = f"SELECT min(id) FROM {table} AS kept {final}"
    free = f"SELECT min(id) FROM {table} AS kept WHERE NOT ({guard.is_final('kept')})"
    yield f"UPDATE OR REPLACE {table} SET id = ({taken}) WHERE id = ({free})"


def all_but_id(guard: FinalOperation) -> str:
    fields = model_of(guard)._meta.local_concrete_fields
    return ", ".join(f'"{field.column}"' for field in fields if field.column != "id")


def final_rows(own: Any, guard: FinalOperation) -> list[Any]:
    with closing(own.cursor()) as cursor:
        cursor.execute(f"SELECT * FROM {guard.table} AS kept WHERE {guard.is_final('kept')} ORDER BY id")
        return list(cursor.fetchall())


def answer(own: Any, attack: str) -> str:
    """What the database says to it; nothing where it lets it happen."""
    try:
        with closing(own.cursor()) as cursor:
            cursor.execute(attack)
    except REFUSED as error:
        return str(error)
    return ""


@pytest.mark.parametrize("guard", GUARDS, ids=[f"{guard.table}-{guard.rule}" for guard in GUARDS])
def test_no_way_leads_to_a_row_that_is_final(outside: Installation, guard: FinalOperation) -> None:
    with closing(outside.connect()) as own:
        before = final_rows(own, guard)
        assert before, f"make_final_things makes nothing that is final in {guard.table}"
        for attack in attacks(guard):
            assert "what is final" in answer(own, attack), attack
        assert final_rows(own, guard) == before
        for attack in sly_attacks(guard):
            answer(own, attack)
            after = final_rows(own, guard)
            assert [row for row in before if row not in after] == [], attack


def test_without_the_triggers_they_would_succeed(
    outside: Installation, django_db_blocker: DjangoDbBlocker
) -> None:
    """So the test above sees what it looks for."""
    there = outside.copy_to(f"{outside.database}_open" if IS_POSTGRES else f"{outside.database}.open")
    try:
        with django_db_blocker.unblock():
            editor = connection.schema_editor(collect_sql=True)
        for guard in GUARDS:
            for trigger in guard.trigger_names(editor):
                there.ask(f"DROP TRIGGER {trigger}{f' ON {guard.table}' if IS_POSTGRES else ''}")
        with closing(there.connect()) as own, closing(own.cursor()) as cursor:
            for guard in GUARDS:
                assert any(succeeds(own, cursor, guard, attack) for attack in attacks(guard)), guard
    finally:
        there.remove()


def succeeds(own: Any, cursor: Any, guard: FinalOperation, attack: str) -> bool:
    before = final_rows(own, guard)
    cursor.execute("BEGIN")
    try:
        cursor.execute(attack)
        return final_rows(own, guard) != before
    except (sqlite3.Error, psycopg2.Error):
        return False
    finally:
        cursor.execute("ROLLBACK")


@pytest.mark.django_db
def test_every_trigger_stands() -> None:
    """A later migration that makes one of these tables anew on SQLite has to put its triggers back."""
    assert missing_triggers() == []
