"""One question of a closed round, with everything that page and report say about it.

Nothing here knows who answered what: it is put together from the round's results alone.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.organisations.models import Organisation
from assessments.instruments.definitions import CANNOT_SAY, SCALES, Question
from assessments.results.charts import flag_of
from assessments.results.models import QuestionResult
from governance.action_items.models import ActionItem
from partnerships.sides import Side

Status = QuestionResult.Status


def answer_names(scale: str) -> list[str]:
    """Worst first, "cannot say" last."""
    return [str(label) for label in reversed(SCALES[scale].values())] + [_("Cannot say")]


@dataclass(frozen=True)
class SideResult:
    """One side's answer to a question, and what it was in the round before."""

    side: Side
    organisation: Organisation | None
    question: Question
    value: str
    counts: dict[str, int] | None
    before: str | None  # None where the question was not asked before

    @cached_property
    def label(self) -> str:
        return str(self.question.answers.get(self.value, "")) or _("Not answered")

    @cached_property
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
    answer_names: list[str]

    @cached_property
    def short(self) -> str:
        return self.question.short

    @property
    def status(self) -> str:
        return self.result.status

    @property
    def is_finding(self) -> bool:
        return self.status in (Status.GAP, Status.ATTENTION)

    @property
    def still_open(self) -> list[ActionItem]:
        """What was agreed about it at the check before, and is not done yet: to go on with, before anything
        new."""
        return [action for action in self.earlier_actions if action.state == ActionItem.State.OPEN]

    @property
    def chip(self) -> str:
        """The class of the chip that names the status."""
        return {Status.GOING_WELL: "good", Status.NOT_ANSWERED: "plain"}.get(Status(self.status), "attention")

    @cached_property
    def flag(self) -> str:
        """Sign and word: "⇄ Gap of two", "! Attention", "✓ Going well"."""
        if self.status == Status.GAP:
            return "⇄ " + _("Gap of %(steps)s") % {"steps": apnumber(self.steps_apart)}
        return flag_of(self.status) or "✓ " + _("Going well")

    @cached_property
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
    def spread_heads(self) -> SafeString:
        """The answers as heads of the columns of ``spread_rows``."""
        return mark_safe(
            "".join(f'<th scope="col" class="num">{escape(name)}</th>\n' for name in self.answer_names)
        )

    @property
    def spread_rows(self) -> SafeString:
        """How many gave each answer, a row a side: written in one go, for a page shows twenty of them."""
        row = '<tr>\n<th scope="row"><span class="party {}">{}</span></th>\n{}</tr>\n'
        return format_html_join("", row, ((*self._named(one), self._cells(one)) for one in self.sides))

    def _named(self, one: SideResult) -> tuple[str, str]:
        return one.side.value, one.organisation.name if one.organisation else ""

    def _cells(self, one: SideResult) -> SafeString:
        if one.counts is not None:
            return mark_safe("".join(f'<td class="num">{number:d}</td>\n' for number in one.spread))
        few = _("combined; fewer than three answered")
        hint = format_html(' <span class="small muted">– {}</span>', few) if one.value else ""
        cell = '<td colspan="{}"><strong>{}</strong>{}</td>\n'
        return format_html(cell, len(self.answer_names), one.label, hint)

    @property
    def before(self) -> SafeString:
        """What the sides answered in the round before."""
        return mark_safe(" · ".join(map(_before, self.sides)))

    @property
    def spread_name(self) -> str:
        return _("How the answers are spread: %(question)s") % {"question": self.short}

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


def _before(one: SideResult) -> str:
    side, answer = escape(one.side.label), escape(one.before_label)
    return (
        f'<span class="party {one.side.value}">{answer} <span class="visually-hidden">({side})</span></span>'
    )
