"""What each line of a table means for the register: a new risk, one that is known, or a mistake."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast

from django.core.exceptions import ValidationError
from django.db.models import CharField
from django.utils.translation import gettext as _

from common.tables.cells import clean, day_in, line_in, one_line, text_in, word_in
from common.text import composed, is_visible
from governance.action_items.importing.people import People
from governance.openness.selectors import Question, must_be_open
from governance.risks.importing.cells import number_in, party_in, score_in
from governance.risks.importing.columns import RISK_FIELDS, SPACES, STATES
from governance.risks.models import Impact, Likelihood, Risk
from partnerships.access.actors import Actor
from partnerships.importing.reading import CHANGED, NEW, UNCHANGED, WRONG, Line, ReadCell, TableReading
from partnerships.sides import Side, Space

TEXTS: Final = ("event", "cause", "effect", "reason")
SCORES: Final = ("likelihood", "impact_customer", "impact_supplier")
TARGETS: Final = tuple(f"target_{name}" for name in SCORES)
NEEDED: Final = (*TEXTS, *SCORES, "bears", "manages", "owner", "review_on")


class Reading(TableReading):
    fields = RISK_FIELDS

    def __init__(self, actor: Actor) -> None:
        self.people = {space.value: People.of(actor, space) for space in actor.spaces}
        self.organisations = {
            composed(party.name).casefold(): side.value
            for side in Side
            if (party := actor.partnership.organisation(side)) is not None
        }
        super().__init__(actor)
        #: By what is said of a risk: the line, or the name in the register, that said it already.
        self.said: dict[bytes, str] = {}
        self.numbers: dict[int, int] = {}
        #: The last that was seen in the register; what is newer came in meanwhile.
        self.last_number = 0
        #: What came in meanwhile, as ``said``.
        self.came: dict[bytes, str] = {}

    def cell_readers(self) -> dict[str, ReadCell]:
        def impact(cell: Any) -> int | None:
            return score_in(cell, Impact)

        def party(cell: Any) -> str:
            return party_in(cell, self.organisations)

        return {
            "number": number_in,
            **dict.fromkeys((*TEXTS, "treatment", "owner"), text_in),
            "event": line_in,
            **dict.fromkeys(("likelihood", "target_likelihood"), lambda cell: score_in(cell, Likelihood)),
            **dict.fromkeys(("impact", "impact_customer", "impact_supplier"), impact),
            **dict.fromkeys(("target_impact", "target_impact_customer", "target_impact_supplier"), impact),
            **dict.fromkeys(("bears", "manages"), party),
            "review_on": day_in,
            "state": lambda cell: word_in(cell, STATES, Risk.State.labels),
            "space": lambda cell: word_in(cell, SPACES, Space.labels),
        }

    def takes_for_all(self, key: str, words: str) -> Any:
        value = super().takes_for_all(key, words)
        if key == "owner":
            self.people[Space.JOINT.value].named(value)
        if key == "review_on" and value < self.today:
            raise ValidationError(_("This day has passed. Choose one that is still to come."))
        return value

    def names_known(self, line: Line) -> bool:
        return bool(line.values.get("number"))

    def read_register(self) -> None:
        self._read_register()

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

    def place(self, lines: list[Line]) -> None:
        numbers = [line.values["number"] for line in lines if line.values.get("number")]
        risks = Risk.objects.visible_to(self.actor).filter(number__in=numbers).select_related("owner")
        known = {risk.number: risk for risk in risks}
        for line in lines:
            line.title = str(line.values.get("event", ""))
            self._place(line, known)

    def _place(self, line: Line, known: dict[int, Risk]) -> None:
        """What the line means for the register."""
        number = line.values.get("number")
        self._check_what_is_said(line, {key for key in NEEDED if not number or self.is_there(key)})
        if number:
            self._find(line, number, known)
        elif not line.faults:
            self._check_new(line)
        risk: Risk | None = line.known
        space = risk.space if risk else line.values.get("space") or Space.JOINT.value
        self._check_owner(line, space)
        if line.faults:
            return
        if risk is None:
            line.values["space"] = space
            line.what = NEW
            self.said[_digest_of(line)] = _("line %(line)s") % {"line": line.number}
            return
        for key in NEEDED:
            if not self.is_there(key):  # what no column says stays as it is
                line.values[key] = getattr(risk, key)
        line.changed = [key for key, value in self._comparable(line) if value != self._of(risk, key)]
        line.what = CHANGED if line.changed else UNCHANGED
        self._check_change(line, risk)

    def _check_what_is_said(self, line: Line, needed: set[str]) -> None:
        at_fault = line.at_fault
        for key in NEEDED:
            is_empty = not line.values.get(key) and not self.is_covered(key, line)
            if key in needed and key not in at_fault and is_empty:
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
        risk = line.known = known.get(number)
        if risk is None:
            message = _("There is no %(name)s in this register. Leave the cell empty for a new risk.")
            line.faults.append(("number", message % {"name": f"R-{number}"}))
            return
        if line.values.get("state") not in (None, "", risk.state):
            message = _("An import neither closes a risk nor opens it again; do that on its page.")
            line.faults.append(("state", message))
        if line.values.get("space") not in (None, "", risk.space):
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
        try:
            space = line.values.get("space") or Space.JOINT.value
            must_be_open(self.actor.partnership, Question.RISK_REGISTER, space)
        except ValidationError as error:
            line.faults.append(("space", " ".join(error.messages)))

    def _check_owner(self, line: Line, space: str) -> None:
        words = line.values.get("owner")
        if not words or space not in self.people:
            return
        owner = line.known.owner if line.known else None
        if owner and words.casefold() in {composed(name).casefold() for name in (owner.name, owner.email)}:
            line.values["owner"] = owner  # who has left since stays until another is named
            return
        try:
            line.values["owner"] = self.people[space].named(words)
        except ValidationError as error:
            line.faults.append(("owner", " ".join(error.messages)))

    def _comparable(self, line: Line) -> Iterator[tuple[str, Any]]:
        for key in (*TEXTS, *SCORES, *TARGETS, "bears", "manages", "owner", "review_on"):
            if self.is_there(key):
                yield key, line.values[key]

    @staticmethod
    def _of(risk: Risk, key: str) -> Any:
        value = getattr(risk, key)
        if key == "event":
            return one_line(composed(value))
        return clean(composed(value)) if key in TEXTS else value

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
