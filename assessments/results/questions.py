"""One question of a closed round, with everything that page and report say about it.

Nothing here knows who answered what: it is put together from the round's results alone.
"""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _

from accounts.organisations.models import Organisation
from assessments.instruments.definitions import CANNOT_SAY, Question
from assessments.results.charts import flag_of
from assessments.results.models import QuestionResult
from governance.action_items.models import ActionItem
from partnerships.sides import Side

Status = QuestionResult.Status


@dataclass(frozen=True)
class SideResult:
    """One side's answer to a question, and what it was in the round before."""

    side: Side
    organisation: Organisation | None
    question: Question
    value: str
    counts: dict[str, int] | None
    before: str | None  # None where the question was not asked before

    @property
    def label(self) -> str:
        return str(self.question.answers.get(self.value, "")) or _("Not answered")

    @property
    def before_label(self) -> str:
        return str(self.question.answers.get(self.before or "", "")) or _("Not answered")

    @property
    def spread(self) -> list[int]:
        """How many gave each answer, worst first, "cannot say" last; empty where it is not shown."""
        if self.counts is None:
            return []
        return [self.counts.get(value, 0) for value in [*reversed(self.question.answers), CANNOT_SAY]]

    @property
    def change(self) -> int | None:
        """Steps up since the round before; ``None`` where either has no answer."""
        now, then = self.question.steps(self.value), self.question.steps(self.before or "")
        return None if now is None or then is None else now - then

    @property
    def has_changed(self) -> bool:
        return self.before is not None and self.before != self.value


@dataclass(frozen=True)
class QuestionSummary:
    """One question with everything that is known about it."""

    question: Question
    result: QuestionResult
    number: int
    total: int
    sides: list[SideResult]
    comments: list[tuple[SideResult, str]]
    actions: list[ActionItem]
    earlier: QuestionResult | None
    earlier_actions: list[ActionItem]

    @property
    def status(self) -> str:
        return self.result.status

    @property
    def is_finding(self) -> bool:
        return self.status in (Status.GAP, Status.ATTENTION)

    @property
    def chip(self) -> str:
        """The class of the chip that names the status."""
        return {Status.GOING_WELL: "good", Status.NOT_ANSWERED: "plain"}.get(Status(self.status), "attention")

    @property
    def flag(self) -> str:
        """Sign and word: "⇄ Gap of two", "! Attention", "✓ Going well"."""
        if self.status == Status.GAP:
            return "⇄ " + _("Gap of %(steps)s") % {"steps": apnumber(self.steps_apart)}
        return flag_of(self.status) or "✓ " + _("Going well")

    @property
    def earlier_flag(self) -> str:
        if self.earlier is None:
            return _("Not asked")
        return flag_of(self.earlier.status) or "✓ " + _("Going well")

    @property
    def steps_apart(self) -> int:
        steps = [step for side in self.sides if (step := self.question.steps(side.value)) is not None]
        return max(steps) - min(steps) if len(steps) == len(Side) else 0

    @property
    def shows_spread(self) -> bool:
        return any(side.counts is not None for side in self.sides)

    @property
    def answer_names(self) -> list[str]:
        return [str(label) for label in reversed(self.question.answers.values())] + [_("Cannot say")]

    @property
    def has_changed(self) -> bool:
        return any(side.has_changed for side in self.sides)

    @property
    def direction(self) -> str:
        """ "better", "worse" or "mixed" since the round before; empty where nothing can be compared."""
        steps = [side.change for side in self.sides if side.change]
        if not steps:
            return ""
        if min(steps) > 0:
            return "better"
        return "worse" if max(steps) < 0 else "mixed"
