"""What an import did with a file, line by line: the same for the command, its ``--json`` and the page."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from agreements.register.models import Agreement

MADE: Final = "made"
UPDATED: Final = "updated"
MATCHED: Final = "matched"
SKIPPED: Final = "skipped"
UNUSABLE: Final = "unusable"
KINDS: Final = (MADE, UPDATED, MATCHED, SKIPPED, UNUSABLE)


@dataclass
class Line:
    release: str
    what: str
    title: str = ""
    contract: str = ""
    suppliers: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    agreement: Agreement | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "release": self.release,
            "what": self.what,
            "title": self.title,
            "contract": self.contract,
            "suppliers": self.suppliers,
            "why": self.why,
            "agreement": self.agreement.pk if self.agreement else None,
        }


@dataclass
class FileReport:
    file: str
    error: str = ""
    lines: list[Line] = field(default_factory=list)
    organisations_made: set[int] = field(default_factory=set)
    organisations_matched: set[int] = field(default_factory=set)

    @property
    def usable(self) -> bool:
        """Something in it could be understood, even if nothing of it was new."""
        return any(line.what != UNUSABLE for line in self.lines)

    def count(self, what: str) -> int:
        return Counter(line.what for line in self.lines)[what]

    def as_dict(self) -> dict[str, Any]:
        counts = Counter(line.what for line in self.lines)
        return {
            "file": self.file,
            "error": self.error,
            **{kind: counts[kind] for kind in KINDS},
            "organisations_made": len(self.organisations_made),
            "organisations_matched": len(self.organisations_matched - self.organisations_made),
            "lines": [line.as_dict() for line in self.lines],
        }
