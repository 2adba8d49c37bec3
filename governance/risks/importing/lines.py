"""What each line of a table means for the register: a new risk, one that is known, or a mistake."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils.translation import gettext as _

from common.tables.rows import LOOKED_AT, Cell, Row, Table, Unreadable
from common.text import composed, is_visible
from governance.risks.importing import cells
from governance.risks.importing.columns import Headings, headings_in, refuse_missing
from governance.risks.importing.people import People
from governance.risks.models import Impact, Likelihood, Risk
from partnerships.access.actors import Actor
from partnerships.sides import Side, Space

BATCH: Final = 500
MOST_LINES: Final = 100_000
TEXTS: Final = ("event", "cause", "effect", "reason")
SCORES: Final = ("likelihood", "impact_customer", "impact_supplier")
TARGETS: Final = tuple(f"target_{name}" for name in SCORES)
NEW, CHANGED, UNCHANGED, WRONG = "new", "changed", "unchanged", "wrong"


@dataclass
class Line:
    number: int  # of the line
    what: str = WRONG
    values: dict[str, Any] = field(default_factory=dict)
    risk: Risk | None = None
    #: Which of its values are other than in the register.
    changed: list[str] = field(default_factory=list)
    #: What is wrong: in which column, and what to do.
    faults: list[tuple[str, str]] = field(default_factory=list)

    @property
    def event(self) -> str:
        return str(self.values.get("event", ""))


class Reading:
    """One pass through a table: the same each time, so that what is stored is what was shown."""

    def __init__(self, actor: Actor, table: Table) -> None:
        self.actor = actor
        self.table = table
        self.today = actor.partnership.today()
        self.people = {space.value: People.of(actor, space) for space in actor.spaces}
        self.organisations = {
            composed(party.name).casefold(): side.value
            for side in Side
            if (party := actor.partnership.organisation(side)) is not None
        }
        self.headings = Headings({}, [], 0)
        #: By what is said of a risk: the line, or the name in the register, that said it already.
        self.said: dict[bytes, str] = {}
        self.numbers: dict[int, int] = {}
        #: The last that was seen in the register; what is newer came in meanwhile.
        self.last_number = 0
        #: What came in meanwhile, as ``said``.
        self.came: dict[bytes, str] = {}

    def batches(self) -> Iterator[list[Line]]:
        """Some hundreds of lines at a time."""
        rows = self._below_headings()
        self._read_register()
        while batch := list(islice(rows, BATCH)):
            yield self._lines(batch)

    def _below_headings(self) -> Iterator[Row]:
        rows, seen = self.table.rows, 0
        for row in rows:
            if row.is_empty:
                continue
            seen += 1
            if found := headings_in(row):
                refuse_missing(found)
                self.headings = found
                return self._counted(rows)
            if seen == LOOKED_AT:
                break
        message = _("There are no headings in the first %(count)s lines. Export the register to see them.")
        raise Unreadable(message % {"count": LOOKED_AT})

    def _counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        count = 0
        for row in rows:
            if row.is_empty:
                continue
            count += 1
            if count > MOST_LINES:
                message = _("The table has more than %(most)s lines. Bring it in parts.")
                raise Unreadable(message % {"most": f"{MOST_LINES:,}"})
            yield row

    def _read_register(self) -> None:
        known = Risk.objects.visible_to(self.actor).order_by()
        for number, *texts in known.values_list("number", "event", "cause", "effect").iterator():
            self.said.setdefault(_digest(*texts), f"R-{number}")
            self.last_number = max(self.last_number, number)

    def compare_again(self, new: list[Line]) -> None:
        """With what came into the register since it was read; whoever asks holds the partnership's lock."""
        since = Risk.objects.visible_to(self.actor).filter(number__gt=self.last_number).order_by()
        for number, *texts in since.values_list("number", "event", "cause", "effect").iterator():
            self.came[_digest(*texts)] = f"R-{number}"  # a later portion may bring the same
        for line in new:
            if where := self.came.get(_digest_of(line)):
                line.what = WRONG
                line.faults.append(("event", _there_already(where)))

    def _lines(self, rows: list[Row]) -> list[Line]:
        lines = [self._read(row) for row in rows]
        numbers = [line.values["number"] for line in lines if line.values.get("number")]
        risks = Risk.objects.visible_to(self.actor).filter(number__in=numbers).select_related("owner")
        known = {risk.number: risk for risk in risks}
        for line in lines:
            self._place(line, known)
        return lines

    def _cell(self, row: Row, key: str) -> Cell:
        place = self.headings.places.get(key, len(row.cells))
        return row.cells[place] if place < len(row.cells) else None

    def _read(self, row: Row) -> Line:
        """What stands on the line, each cell by itself."""
        line = Line(row.line)
        readers: dict[str, Any] = {
            "number": cells.number_in,
            **dict.fromkeys(TEXTS, cells.text_in),
            "event": cells.line_in,
            "likelihood": lambda cell: cells.score_in(cell, Likelihood),
            "impact_customer": lambda cell: cells.score_in(cell, Impact),
            "impact_supplier": lambda cell: cells.score_in(cell, Impact),
            "target_likelihood": lambda cell: cells.score_in(cell, Likelihood),
            "target_impact_customer": lambda cell: cells.score_in(cell, Impact),
            "target_impact_supplier": lambda cell: cells.score_in(cell, Impact),
            "bears": lambda cell: cells.party_in(cell, self.organisations),
            "manages": lambda cell: cells.party_in(cell, self.organisations),
            "owner": cells.text_in,
            "review_on": cells.day_in,
            "state": lambda cell: cells.word_in(cell, list(Risk.State.choices)),
            "space": lambda cell: cells.word_in(cell, list(Space.choices)),
        }
        for key in self.headings.places:
            try:
                line.values[key] = readers[key](self._cell(row, key))
            except ValidationError as error:
                line.faults.append((key, " ".join(error.messages)))
        if any(cell not in (None, "") for cell in row.cells[self.headings.width :]):
            line.faults.append(("", _("The line has more cells than there are headings.")))
        return line

    def _place(self, line: Line, known: dict[int, Risk]) -> None:
        """What the line means for the register."""
        self._check_what_is_said(line)
        number = line.values.get("number")
        if number:
            self._find(line, number, known)
        elif not line.faults:
            self._check_new(line)
        risk = line.risk
        space = risk.space if risk else line.values.get("space") or Space.JOINT.value
        self._check_owner(line, space)
        if line.faults:
            return
        if risk is None:
            line.values["space"] = space
            line.what = NEW
            self.said[_digest_of(line)] = _("line %(line)s") % {"line": line.number}
            return
        line.changed = [key for key, value in self._comparable(line) if value != self._of(risk, key)]
        line.what = CHANGED if line.changed else UNCHANGED
        self._check_change(line, risk)

    def _check_what_is_said(self, line: Line) -> None:
        at_fault = {key for key, _why in line.faults}
        for key in (*TEXTS, *SCORES, "bears", "manages", "owner", "review_on"):
            if key not in at_fault and not line.values.get(key):
                line.faults.append((key, _("This must not be empty.")))
        for key in TEXTS:
            if line.values.get(key) and not is_visible(line.values[key]):
                line.faults.append((key, _("Nothing of this can be seen.")))
            most = cast("CharField[str, str]", Risk._meta.get_field(key)).max_length or 0
            if len(line.values.get(key) or "") > most:
                words = {"most": most, "count": len(line.values[key])}
                line.faults.append((key, _("At most %(most)s characters; this has %(count)s.") % words))
        targets = [line.values.get(key) for key in TARGETS]
        if any(targets) and not all(targets) and not at_fault & set(TARGETS):
            empty = TARGETS[[bool(value) for value in targets].index(False)]
            line.faults.append((empty, _("Say all three, or none of them.")))

    def _find(self, line: Line, number: int, known: dict[int, Risk]) -> None:
        if number in self.numbers:
            words = {"line": self.numbers[number], "name": f"R-{number}"}
            line.faults.append(("number", _("%(name)s is already on line %(line)s.") % words))
            return
        self.numbers[number] = line.number
        line.risk = known.get(number)
        if line.risk is None:
            message = _("There is no %(name)s in this register. Leave the cell empty for a new risk.")
            line.faults.append(("number", message % {"name": f"R-{number}"}))
            return
        if line.values.get("state") not in (None, "", line.risk.state):
            message = _("An import neither closes a risk nor opens it again; do that on its page.")
            line.faults.append(("state", message))
        if line.values.get("space") not in (None, "", line.risk.space):
            line.faults.append(("space", _("Who sees a risk is said once, when it is put in.")))

    def _check_new(self, line: Line) -> None:
        if where := self.said.get(_digest_of(line)):
            line.faults.append(("event", _there_already(where)))
        if line.values.get("state") == Risk.State.CLOSED:
            line.faults.append(("state", _("A new risk is open. Leave the cell empty.")))
        if line.values.get("space") not in (None, "", *(space.value for space in self.actor.spaces)):
            line.faults.append(("space", _("What only the other side sees cannot come from you.")))
        if line.values["review_on"] < self.today:
            line.faults.append(("review_on", _("This day has passed. Choose one that is still to come.")))

    def _check_owner(self, line: Line, space: str) -> None:
        words = line.values.get("owner")
        if not words or space not in self.people:
            return
        owner = line.risk.owner if line.risk else None
        if owner and words.casefold() in {composed(name).casefold() for name in (owner.name, owner.email)}:
            line.values["owner"] = owner  # who has left since stays until another is named
            return
        try:
            line.values["owner"] = self.people[space].named(words)
        except ValidationError as error:
            line.faults.append(("owner", " ".join(error.messages)))

    def _comparable(self, line: Line) -> Iterator[tuple[str, Any]]:
        for key in (*TEXTS, *SCORES, *TARGETS, "bears", "manages", "owner", "review_on"):
            if key in self.headings.places:
                yield key, line.values[key]

    @staticmethod
    def _of(risk: Risk, key: str) -> Any:
        value = getattr(risk, key)
        if key == "event":
            return cells.one_line(composed(value))
        return cells.clean(composed(value)) if key in TEXTS else value

    def _check_change(self, line: Line, risk: Risk) -> None:
        """What the register would refuse is said now, and not when it is stored."""
        scored = set(SCORES) & set(line.changed)
        if scored and risk.state == Risk.State.CLOSED:
            line.faults.append(("likelihood", _("This risk is closed. Open it again to review it.")))
        day: date = line.values["review_on"]
        if (scored or "review_on" in line.changed) and day < self.today:
            line.faults.append(("review_on", _("This day has passed. Choose one that is still to come.")))
        if line.faults:
            line.what = WRONG


def _there_already(where: str) -> str:
    return _("This is there already: %(where)s. To change that one, write its number here.") % {
        "where": where
    }


def _digest_of(line: Line) -> bytes:
    return _digest(*(line.values[key] for key in ("event", "cause", "effect")))


def _digest(*texts: str) -> bytes:
    said = "\x1f".join(" ".join(composed(text).split()).casefold() for text in texts)
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=16).digest()
