"""A migration operation that lets PostgreSQL find words anywhere in a text without reading every row. SQLite
has no such index and needs none for what one small server holds; what is found is the same on both."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class WordIndex(Operation):
    """One index of the trigrams of ``columns``, in capitals: ``icontains`` compares ``UPPER(column)``.

    It is no index of the model's: there it would be made on SQLite, too."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, name: str, columns: list[str]) -> None:
        self.table, self.name, self.columns = table, name, columns

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass  # no model looks different

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if editor.connection.vendor != "postgresql":
            return
        columns = ", ".join(f"UPPER({editor.quote_name(name)}) gin_trgm_ops" for name in self.columns)
        # it comes with PostgreSQL, and the owner of a database may switch it on
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(f"CREATE INDEX {self.name} ON {self.table} USING gin ({columns})")

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX IF EXISTS {self.name}")

    def describe(self) -> str:
        return f"Find words in {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"words_{self.table}"
