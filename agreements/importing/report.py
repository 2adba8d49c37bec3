"""What an import did with a file, line by line: the same for the command, its ``--json`` and the page. It
stays small, whatever the file is: all is counted, like reasons are told once, and some lines are kept."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final, Self

from django.utils.translation import gettext as _

from agreements.register.models import Agreement

MADE: Final = "made"
UPDATED: Final = "updated"
MATCHED: Final = "matched"
SKIPPED: Final = "skipped"
UNUSABLE: Final = "unusable"
KINDS: Final = (MADE, UPDATED, MATCHED, SKIPPED, UNUSABLE)
#: Lines of one file that are kept, those with a reason before the others; and of all files of an import.
KEPT_OF_A_FILE: Final = 300
KEPT_OF_ALL: Final = 1500
#: Of what is told together, so many are named.
EXAMPLES: Final = 3
#: Of one line.
MOST_REASONS: Final = 8
MOST_NAMES: Final = 10


@dataclass
class Line:
    release: str
    what: str
    title: str = ""
    contract: str = ""
    suppliers: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    agreement: Agreement | None = None
    #: How many there were for the same reason.
    count: int = 1

    def as_dict(self) -> dict[str, Any]:
        names = self.suppliers[:MOST_NAMES] + (["…"] if len(self.suppliers) > MOST_NAMES else [])
        return {
            "release": self.release,
            "what": self.what,
            "title": self.title,
            "contract": self.contract,
            "suppliers": names,
            "why": [why[:500] for why in self.why[:MOST_REASONS]],
            "agreement": self.agreement.pk if self.agreement else None,
            "count": self.count,
            "also": [],
        }


@dataclass
class FileReport:
    file: str
    error: str = ""
    most: int = KEPT_OF_A_FILE
    organisations_made: set[int] = field(default_factory=set)
    organisations_matched: set[int] = field(default_factory=set)
    #: How many releases of the file are done.
    done: int = 0
    #: What was counted by a worker that left, before this one went on.
    counts: Counter[str] = field(default_factory=Counter)
    organisations_before: tuple[int, int] = (0, 0)
    kept: list[dict[str, Any]] = field(default_factory=list)
    _alike: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)
    _without_reason: int = 0

    def add(self, line: Line) -> None:
        self.counts[line.what] += line.count
        kept = line.as_dict()
        reason = (line.what, *kept["why"])
        if line.what in (SKIPPED, UNUSABLE) and (told := self._alike.get(reason)):
            _tell_together(told, line)
            return
        if len(self.kept) >= self.most and not (line.why and self._make_room()):
            return
        self.kept.append(kept)
        self._note(kept, reason)

    def _note(self, kept: dict[str, Any], reason: tuple[str, ...]) -> None:
        self._without_reason += not kept["why"]
        if kept["what"] in (SKIPPED, UNUSABLE):
            self._alike[reason] = kept

    def _make_room(self) -> bool:
        """What has a reason takes the place of what has none."""
        if not self._without_reason:
            return False
        at = next(n for n in range(len(self.kept) - 1, -1, -1) if not self.kept[n]["why"])
        del self.kept[at]
        self._without_reason -= 1
        return True

    @property
    def usable(self) -> bool:
        """Something in it could be understood, even if nothing of it was new."""
        return any(self.counts[what] for what in KINDS if what != UNUSABLE)

    def count(self, what: str) -> int:
        return self.counts[what]

    def as_dict(self) -> dict[str, Any]:
        made, matched = self.organisations_before
        return {
            "file": self.file,
            "error": self.error,
            "releases": self.done,
            **{kind: self.counts[kind] for kind in KINDS},
            "organisations_made": made + len(self.organisations_made),
            "organisations_matched": matched + len(self.organisations_matched - self.organisations_made),
            "lines": self.kept,
        }

    @classmethod
    def from_dict(cls, told: dict[str, Any], most: int) -> Self:
        """The report of a worker that left, to go on with."""
        report = cls(told["file"], told["error"], most=max(most, len(told["lines"])))
        report.counts = Counter({kind: told[kind] for kind in KINDS})
        report.done = told["releases"]
        report.organisations_before = (told["organisations_made"], told["organisations_matched"])
        for line in told["lines"]:
            report.kept.append(line)
            report._note(line, (line["what"], *line["why"]))
        return report


@dataclass
class Outcome:
    """What became of a piece of a file; told once it is stored."""

    lines: list[Line] = field(default_factory=list)
    organisations_made: set[int] = field(default_factory=set)
    organisations_matched: set[int] = field(default_factory=set)

    def tell(self, report: FileReport) -> None:
        for line in self.lines:
            report.add(line)
        report.organisations_made |= self.organisations_made
        report.organisations_matched |= self.organisations_matched


def _tell_together(told: dict[str, Any], line: Line) -> None:
    told["count"] += line.count
    name = line.title or line.contract or line.release
    if len(told["also"]) < EXAMPLES - 1 and name and name not in told["also"]:
        told["also"].append(name[:120])


def about(line: dict[str, Any]) -> str:
    """What a kept line is about, in words, with how many more there are."""
    first = " · ".join(part for part in (line["contract"] or line["release"], line["title"][:50]) if part)
    if line["title"] and not line["contract"] and line["what"] in (SKIPPED, UNUSABLE):
        first = line["title"]  # "line 7", which belongs to no release
    named = [name for name in (first, *line["also"]) if name]
    more = line["count"] - max(1, len(named))
    if more <= 0:
        return ", ".join(named)
    words = _("%(named)s and %(more)s more") if named else _("%(more)s")
    return words % {"named": ", ".join(named), "more": f"{more:,}"}
