"""The instruments: what the product asks, read from the files beside this module.

They are data (see README.md there): validated when the project starts, kept in every released version.
Texts pass through gettext when they are shown, so a translation needs no second copy of the questions.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent
CANNOT_SAY = "cannot_say"

#: Answers of each scale, best first.
SCALES: dict[str, dict[str, Any]] = {
    "extent": {
        "fully": _("Fully"),
        "largely": _("Largely"),
        "partly": _("Partly"),
        "not_at_all": _("Not at all"),
    },
    "yes_no": {"yes": _("Yes"), "no": _("No")},
    "text": {},
}
#: Answers that need attention, unless a section says otherwise.
NEEDS_ATTENTION: dict[str, frozenset[str]] = {
    "extent": frozenset({"partly", "not_at_all"}),
    "yes_no": frozenset({"no"}),
    "text": frozenset(),
}
ANSWER_LABELS = {**SCALES["extent"], **SCALES["yes_no"], CANNOT_SAY: _("Cannot say")}

#: What somebody who uses the service, and takes no part in running the partnership, can tell.
FOR_USERS: Final[dict[str, tuple[str, ...]]] = {
    "health_check": ("improvement", "communications", "feedback", "satisfaction")
}

AskedOf = Literal["customer", "supplier", "both"]


class InvalidInstrument(ValueError):
    """An instrument's file does not hold what it has to; the message names the file and the fault."""


@dataclass(frozen=True)
class Question:
    key: str
    text_id: str
    short_id: str
    scale: str
    asked_of: AskedOf
    attention_on: frozenset[str]

    @property
    def text(self) -> str:
        return gettext(self.text_id)

    @property
    def short(self) -> str:
        return gettext(self.short_id)

    @property
    def answers(self) -> dict[str, Any]:
        """Value and label of each answer, best first, "cannot say" not among them."""
        return SCALES[self.scale]

    def steps(self, value: str) -> int | None:
        """How far above the worst answer a value lies (0 the worst), ``None`` for what is not scored."""
        values = list(SCALES[self.scale])
        return len(values) - 1 - values.index(value) if value in values else None


@dataclass(frozen=True)
class Section:
    key: str
    title_id: str
    intro_id: str
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        return gettext(self.title_id)

    @property
    def intro(self) -> str:
        return gettext(self.intro_id) if self.intro_id else ""


@dataclass(frozen=True)
class Instrument:
    key: str
    version: int
    title_id: str
    asked_of: AskedOf
    space: Literal["own", "joint"]
    stage: str
    source: str
    rule_id: str
    sections: tuple[Section, ...]
    texts: tuple[str, ...] = field(repr=False, default=())

    @property
    def title(self) -> str:
        return gettext(self.title_id)

    @property
    def rule(self) -> str:
        return gettext(self.rule_id)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def questions_of(self, *, uses_service: bool) -> tuple[Question, ...]:
        """All of them, or those that people who use the service are asked."""
        if not uses_service or self.key not in FOR_USERS:
            return self.questions
        return tuple(question for question in self.questions if question.key in FOR_USERS[self.key])

    def question(self, key: str) -> Question:
        """Raises ``KeyError`` for a question that this version does not ask."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def section_of(self, key: str) -> Section:
        return next(s for s in self.sections if any(q.key == key for q in s.questions))


@cache
def instruments() -> dict[tuple[str, int], Instrument]:
    """Every released version of every instrument. Raises ``InvalidInstrument``."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        read = _read(path)
        found[read.key, read.version] = read
    return found


def instrument(key: str, version: int | None = None) -> Instrument:
    """One version of an instrument, the newest where none is named. Raises ``KeyError``."""
    if version is None:
        version = max(v for k, v in instruments() if k == key)
    return instruments()[key, version]


REQUIRED: Final = (
    "key", "version", "title", "asked_of", "space", "stage", "scale", "source", "rule", "sections",
)  # fmt: skip


def _read(path: Path) -> Instrument:
    def need(condition: bool, fault: str) -> None:
        if not condition:
            raise InvalidInstrument(f"{path.name}: {fault}")

    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    need(isinstance(data, dict), "is not a mapping")
    for name in REQUIRED:
        need(bool(data.get(name)), f"has no {name}")
    need(path.name == f"{data['key']}.{data['version']}.yaml", "is not named <key>.<version>.yaml")
    need(data["asked_of"] in ("customer", "supplier", "both"), f"asked_of {data['asked_of']!r} is unknown")
    need(data["space"] in ("own", "joint"), f"space {data['space']!r} is unknown")
    sections = []
    for raw in data["sections"]:
        asked_of = raw.get("asked_of", data["asked_of"])
        need(asked_of in ("customer", "supplier", "both"), f"asked_of {asked_of!r} is unknown")
        questions = tuple(
            _question(path, item, raw, data["scale"], asked_of) for item in raw.get("questions", [])
        )
        need(bool(questions), f"section {raw.get('key')} asks nothing")
        keys = [q.key for q in questions]
        need(len(keys) == len(set(keys)), f"section {raw['key']} has a question key twice")
        sections.append(Section(raw["key"], raw["title"], raw.get("intro", ""), questions))
    need(len({s.key for s in sections}) == len(sections), "has a section key twice")
    texts = [data["title"], " ".join(data["rule"].split())]
    for section in sections:
        texts += [section.title_id, *([section.intro_id] if section.intro_id else [])]
        texts += [text for q in section.questions for text in {q.text_id: 0, q.short_id: 0}]
    return Instrument(
        data["key"],
        data["version"],
        data["title"],
        data["asked_of"],
        data["space"],
        data["stage"],
        data["source"],
        " ".join(data["rule"].split()),
        tuple(sections),
        tuple(texts),
    )


def _question(
    path: Path, raw: dict[str, Any], section: dict[str, Any], scale: str, asked_of: AskedOf
) -> Question:
    scale = raw.get("scale", scale)
    if scale not in SCALES:
        raise InvalidInstrument(f"{path.name}: question {raw.get('key')} has the unknown scale {scale!r}")
    if not raw.get("key") or not raw.get("text"):
        raise InvalidInstrument(f"{path.name}: a question in {section.get('key')} lacks its key or text")
    short = raw.get("short", raw["text"])
    if "short" in raw and len(short) > 32:
        raise InvalidInstrument(f"{path.name}: the short name of {raw['key']} is longer than 32 characters")
    attention = NEEDS_ATTENTION[scale]
    if "attention_on" in section:
        attention = (
            frozenset() if section["attention_on"] == "none" else frozenset({str(section["attention_on"])})
        )
        if not attention <= set(SCALES[scale]):
            raise InvalidInstrument(f"{path.name}: attention_on of {section['key']} is not an answer")
    return Question(raw["key"], raw["text"], short, scale, asked_of, attention)
