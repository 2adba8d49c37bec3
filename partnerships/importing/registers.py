"""A register that takes tables: what it is called, how its lines are read and stored."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from partnerships.importing.fields import Fields
from partnerships.importing.models import TableImport
from partnerships.importing.outcome import Outcome
from partnerships.importing.reading import Line, TableReading


class Register(ABC):
    #: Also the name of the page that it has.
    key: ClassVar[str]
    model: ClassVar[type[TableImport]]
    reading: ClassVar[type[TableReading]]

    @property
    def fields(self) -> Fields:
        return self.reading.fields

    @abstractmethod
    def store(self, reading: Any, lines: list[Line], run: TableImport, outcome: Outcome) -> None:
        """Put in what is new and change what is known, in the transaction of the caller."""

    @abstractmethod
    def wake(self, run_id: int) -> None:
        """Let a worker look at the run."""

    def tell(self, run: TableImport, outcome: Outcome) -> None:
        """Say what was stored, once all is."""
        return

    def versions(self, lines: list[Line]) -> dict[str, int]:
        """In which version the known records are shown."""
        return {}
