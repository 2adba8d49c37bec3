"""What an import found or did: counted, with the lines that need a word. Some hundreds of these are kept,
however many there are, so that a row stays a row."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from partnerships.importing.fields import Fields
from partnerships.importing.reading import CHANGED, NEW, WRONG, Line

FAULTS_KEPT: Final = 500
LINES_KEPT: Final = 200


@dataclass
class Outcome:
    remark: str = ""
    ignored: list[str] = field(default_factory=list)
    lines: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0
    #: [line, column, what to do]
    faults: list[list[Any]] = field(default_factory=list)
    more_faults: int = 0
    #: [line, what it is called, what changes]
    known: list[list[Any]] = field(default_factory=list)
    #: [line, what it is called]
    first_new: list[list[Any]] = field(default_factory=list)
    #: How many were stored, by space, and for whom they are: told at the end.
    stored: dict[str, dict[str, int]] = field(default_factory=dict)
    owners: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Outcome":
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        return asdict(self)

    def take(self, line: Line, fields: Fields) -> None:
        self.lines += 1
        setattr(self, line.what, getattr(self, line.what) + 1)
        if line.what == WRONG:
            self._take_faults(line, fields)
        elif line.what == CHANGED and line.known and len(self.known) < LINES_KEPT:
            names = ", ".join(fields.heading(key) for key in line.changed)
            self.known.append([line.number, str(line.known), names])
        elif line.what == NEW and len(self.first_new) < LINES_KEPT:
            self.first_new.append([line.number, line.title])

    def _take_faults(self, line: Line, fields: Fields) -> None:
        for key, why in line.faults:
            if len(self.faults) < FAULTS_KEPT:
                self.faults.append([line.number, fields.heading(key), why])
            else:
                self.more_faults += 1

    def has_stored(self, what: str, space: str, owner: int | None) -> None:
        of_space = self.stored.setdefault(space, {NEW: 0, CHANGED: 0})
        of_space[what] += 1
        if owner is not None:
            self.owners[str(owner)] = self.owners.get(str(owner), 0) + 1
