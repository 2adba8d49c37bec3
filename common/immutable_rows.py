"""What is signed, and what has happened, stays: migration operations by which the database itself refuses to
change it, whoever asks and however. On SQLite and PostgreSQL, and reversible.

On SQLite, INSERT OR REPLACE and UPDATE OR REPLACE take away whatever row is in their way, and no DELETE
trigger hears of it: so a row that would meet a final one is refused. On PostgreSQL, TRUNCATE asks no row: it
is refused as such."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.models import Model, UniqueConstraint

#: How the database names the refusal. It arrives in Python as ``django.db.IntegrityError``.
REFUSAL = "what is final is neither changed nor deleted"
ALWAYS = "1 = 1"


class FinalOperation(Operation):
    """Conditions are SQL with ``{row}`` for the row that is looked at."""

    reversible = True
    reduces_to_sql = True
    table: str
    #: Part of the triggers' names, so that one table may have several of these.
    rule: str
    condition: str = ALWAYS

    def is_final(self, row: str) -> str:
        """When a row of the table, present as ``row``, stays as it is."""
        return f"({self.condition.format(row=row)})"

    def refused_update(self, editor: BaseDatabaseSchemaEditor) -> str:
        return self.is_final("OLD")

    def refused_insert(self) -> str | None:
        """When no further row is taken; ``None`` for never."""
        return None

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass  # no model looks different

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        conditions = self._conditions(editor)
        if editor.connection.vendor == "sqlite":
            models = to_state.apps.get_app_config(app_label).get_models()
            model = next(one for one in models if one._meta.db_table == self.table)
            conditions |= self._collisions(list(unique_keys(model, editor)))
        for event, condition in conditions.items():
            make = _on_postgres if editor.connection.vendor == "postgresql" else _on_sqlite
            for statement in make(self.table, self.name_of(event), event, condition):
                editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        is_postgres = editor.connection.vendor == "postgresql"
        for name in sorted(self.trigger_names(editor)):
            editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {self.table}' if is_postgres else ''}")
            if is_postgres:
                editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    def trigger_names(self, editor: BaseDatabaseSchemaEditor) -> set[str]:
        events = set(self._conditions(editor))
        if editor.connection.vendor == "sqlite":
            events |= {"replace", "displace"}
        return {self.name_of(event) for event in events}

    def name_of(self, event: str) -> str:
        return f"{self.table}_{self.rule}_{event}"

    def describe(self) -> str:
        return f"Let the database keep {self.table} as it is"

    @property
    def migration_name_fragment(self) -> str:
        return f"final_{self.table}"

    def _conditions(self, editor: BaseDatabaseSchemaEditor) -> dict[str, str]:
        found = {"update": self.refused_update(editor), "delete": self.is_final("OLD")}
        if (insert := self.refused_insert()) is not None:
            found["insert"] = insert
        if editor.connection.vendor == "postgresql":
            found["truncate"] = ALWAYS
        return found

    def _collisions(self, keys: list[str]) -> dict[str, str]:
        """A row that is added, or given another key, meets one that is final."""
        same = f"({' OR '.join(keys)}) AND {self.is_final('stored')}"
        meets = f"SELECT 1 FROM {self.table} AS stored WHERE {same}"  # noqa: S608  from migrations only
        return {
            "replace": f"EXISTS ({meets})",
            "displace": f"EXISTS ({meets} AND stored.rowid <> OLD.rowid)",
        }


class TakenOff(Operation):
    """The triggers of an operation are off from here on. Where SQLite makes a table anew that they look at,
    they are in the way; the same migration puts the operation itself after that."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, operation: FinalOperation) -> None:
        self.operation = operation

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass  # no model looks different

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.operation.database_backwards(app_label, editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.operation.database_forwards(app_label, editor, from_state, to_state)

    def describe(self) -> str:
        return f"Take off: {self.operation.describe()}"


def unique_keys(model: type[Model], editor: BaseDatabaseSchemaEditor) -> Iterator[str]:
    """By what the database takes a row ``stored`` and a new one for the same: a condition each."""
    for field in model._meta.local_concrete_fields:
        if field.unique:
            yield f'stored."{field.column}" = NEW."{field.column}"'
    for constraint in model._meta.constraints:
        if not isinstance(constraint, UniqueConstraint):
            continue
        if not constraint.fields:
            raise NotImplementedError(f"{constraint.name} has expressions, which are not known here")
        fields = [field for field in model._meta.local_concrete_fields if field.name in constraint.fields]
        same = [f'stored."{field.column}" = NEW."{field.column}"' for field in fields]
        if where := constraint._get_condition_sql(model, editor):  # type: ignore[attr-defined]
            same += [re.sub(r'"(\w+)"', rf'{row}."\1"', where) for row in ("stored", "NEW")]
        yield f"({' AND '.join(same)})"


EVENTS = {"replace": "INSERT", "displace": "UPDATE"}


def _on_sqlite(table: str, name: str, event: str, condition: str) -> Iterator[str]:
    head = f"CREATE TRIGGER {name} BEFORE {EVENTS.get(event, event.upper())} ON {table} FOR EACH ROW"
    yield f"{head} WHEN ({condition}) BEGIN SELECT RAISE(ABORT, '{table}: {REFUSAL}'); END"


def _on_postgres(table: str, name: str, event: str, condition: str) -> Iterator[str]:
    answer = {"delete": "OLD", "truncate": "NULL"}.get(event, "NEW")
    yield f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $final$
BEGIN
    IF {condition} THEN
        RAISE EXCEPTION '{table}: {REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {answer};
END
$final$
"""
    each = "STATEMENT" if event == "truncate" else "ROW"
    head = f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} FOR EACH {each}"
    yield f"{head} EXECUTE FUNCTION {name}()"


class FinalRows(FinalOperation):
    """A row of ``table`` is written once."""

    rule = "final"

    def __init__(self, table: str) -> None:
        self.table = table


class FinalWhere(FinalOperation):
    """A row of ``table`` is final where the condition holds; ``takes_no_more``: nor is one added there."""

    rule = "closed"

    def __init__(self, table: str, condition: str, *, takes_no_more: bool = False) -> None:
        self.table, self.condition, self.takes_no_more = table, condition, takes_no_more

    def refused_update(self, editor: BaseDatabaseSchemaEditor) -> str:
        own = self.is_final("OLD")
        return f"{own} OR {self.is_final('NEW')}" if self.takes_no_more else own

    def refused_insert(self) -> str | None:
        return self.is_final("NEW") if self.takes_no_more else None


class FinalWhen(FinalWhere):
    """A row of ``table`` is final once ``column`` says one of ``values``."""

    rule = "sealed"

    def __init__(self, table: str, column: str, values: Sequence[str]) -> None:
        self.column, self.values = column, list(values)
        listed = ", ".join(f"'{value}'" for value in self.values)
        super().__init__(table, f'{{row}}."{column}" IN ({listed})')


class FinalColumns(FinalOperation):
    """These columns of ``table`` keep what they were given, and the row stays; always, or where the condition
    holds."""

    def __init__(
        self, table: str, columns: Sequence[str], condition: str = ALWAYS, *, rule: str = "kept"
    ) -> None:
        self.table, self.columns, self.condition, self.rule = table, list(columns), condition, rule

    def refused_update(self, editor: BaseDatabaseSchemaEditor) -> str:
        differs = "IS DISTINCT FROM" if editor.connection.vendor == "postgresql" else "IS NOT"
        changed = " OR ".join(f'OLD."{name}" {differs} NEW."{name}"' for name in self.columns)
        return f"{self.is_final('OLD')} AND ({changed})"


class FinalSteps(FinalOperation):
    """From these values on, ``column`` takes only the steps that are named."""

    rule = "steps"

    def __init__(self, table: str, column: str, steps: Mapping[str, Sequence[str]]) -> None:
        self.table, self.column, self.steps = table, column, dict(steps)

    def is_final(self, row: str) -> str:
        listed = ", ".join(f"'{value}'" for value in self.steps)
        return f'{row}."{self.column}" IN ({listed})'

    def refused_update(self, editor: BaseDatabaseSchemaEditor) -> str:
        refused = []
        for before, after in self.steps.items():
            allowed = ", ".join(f"'{value}'" for value in (before, *after))
            refused.append(f'OLD."{self.column}" = \'{before}\' AND NEW."{self.column}" NOT IN ({allowed})')
        return " OR ".join(refused)


def final_operations() -> list[FinalOperation]:
    """All that the migrations put on guard, by their names: Django finds them in the order of a set. What
    was taken off for a moment and put on again is one."""
    migrations = sorted(MigrationLoader(None).disk_migrations.items())
    found = [one for _name, each in migrations for one in each.operations if isinstance(one, FinalOperation)]
    return list({(one.table, one.rule): one for one in found}.values())


def missing_triggers() -> list[str]:
    """What the migrations put on guard, and the database does not have any more or has switched off."""
    editor = connection.schema_editor(collect_sql=True)
    declared = {name for operation in final_operations() for name in operation.trigger_names(editor)}
    return sorted(declared - _standing())


def _standing() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {name for (name,) in cursor.fetchall()}
