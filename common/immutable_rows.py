"""What is signed, and what has happened, stays: migration operations by which the database itself refuses to
change it, whoever asks. On SQLite and PostgreSQL, and reversible."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

#: How the database names the refusal. It arrives in Python as ``django.db.IntegrityError``.
REFUSAL = "what is final is neither changed nor deleted"


class _Final(Operation):
    """One trigger for UPDATE, one for DELETE; each fires where its condition on the row says so."""

    reversible = True
    reduces_to_sql = True
    #: Part of the triggers' names, so that one table may have several of these.
    rule: ClassVar[str]
    table: str

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass  # no model looks different

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(_FUNCTION % {"name": self._name("refuse"), "table": self.table})
        for event in ("update", "delete"):
            condition = self.condition(event, editor)
            if condition is not None:
                editor.execute(self._trigger(event, condition, editor.connection.vendor), params=None)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        on = f" ON {self.table}" if editor.connection.vendor == "postgresql" else ""
        for event in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {self._name(event)}{on}")
        if on:
            editor.execute(f"DROP FUNCTION IF EXISTS {self._name('refuse')}()")

    def condition(self, event: str, editor: BaseDatabaseSchemaEditor) -> str | None:
        """When the trigger fires; empty for always, ``None`` where there is no trigger for the event."""
        return ""

    def trigger_names(self, editor: BaseDatabaseSchemaEditor) -> set[str]:
        events = ("update", "delete")
        return {self._name(event) for event in events if self.condition(event, editor) is not None}

    def describe(self) -> str:
        return f"Let the database keep {self.table} as it is"

    @property
    def migration_name_fragment(self) -> str:
        return f"final_{self.table}"

    def _name(self, event: str) -> str:
        return f"{self.table}_{self.rule}_{event}"

    def _trigger(self, event: str, condition: str, vendor: str) -> str:
        when = f" WHEN ({condition})" if condition else ""
        head = f"CREATE TRIGGER {self._name(event)} BEFORE {event.upper()} ON {self.table} FOR EACH ROW{when}"
        if vendor == "postgresql":
            return f"{head} EXECUTE FUNCTION {self._name('refuse')}()"
        return f"{head} BEGIN SELECT RAISE(ABORT, '{self.table}: {REFUSAL}'); END"


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $final$
BEGIN
    RAISE EXCEPTION '%(table)s: {REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END
$final$
"""


class FinalRows(_Final):
    """A row of ``table`` is written once."""

    rule = "final"

    def __init__(self, table: str) -> None:
        self.table = table


class FinalWhen(_Final):
    """A row of ``table`` is final once ``column`` says one of ``values``."""

    rule = "sealed"

    def __init__(self, table: str, column: str, values: Sequence[str]) -> None:
        self.table, self.column, self.values = table, column, list(values)

    def condition(self, event: str, editor: BaseDatabaseSchemaEditor) -> str | None:
        values = ", ".join(editor.quote_value(value) for value in self.values)
        return f"OLD.{editor.quote_name(self.column)} IN ({values})"


class FinalColumns(_Final):
    """These columns of ``table`` keep what they were given, and the row stays."""

    rule = "kept"

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self.table, self.columns = table, list(columns)

    def condition(self, event: str, editor: BaseDatabaseSchemaEditor) -> str | None:
        if event == "delete":
            return ""
        differs = "IS DISTINCT FROM" if editor.connection.vendor == "postgresql" else "IS NOT"
        quote: Callable[[str], str] = editor.quote_name
        return " OR ".join(f"OLD.{quote(name)} {differs} NEW.{quote(name)}" for name in self.columns)


def missing_triggers() -> list[str]:
    """What the migrations put on guard, and the database does not have any more or has switched off."""
    editor = connection.schema_editor(collect_sql=True)
    declared: set[str] = set()
    for migration in MigrationLoader(None).disk_migrations.values():
        for operation in migration.operations:
            if isinstance(operation, _Final):
                declared |= operation.trigger_names(editor)
    return sorted(declared - _standing())


def _standing() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}
