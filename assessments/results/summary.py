"""What a closed round says, ready to be shown: the page and the report read the same picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments.definitions import SCALES
from assessments.results.charts import answers_of
from assessments.results.models import QuestionResult
from assessments.results.questions import QuestionSummary, SideResult, answer_names
from assessments.rounds.models import Round
from common.prepared import GivenList, Prepared
from governance.action_items.models import ActionItem
from partnerships.sides import Side

Status = QuestionResult.Status
#: Gaps are talked about before anything else (domain.md §1).
ORDER = [Status.GAP, Status.ATTENTION, Status.NOT_ANSWERED, Status.GOING_WELL]
#: Rounds that the trend shows besides the one that is looked at.
EARLIER = 9
RESULTS = Prepared(
    lambda: QuestionResult.objects.filter(round__among=GivenList("rounds")).order_by("position")
)


@dataclass
class RoundSummary:
    """A closed round beside the one before it."""

    round: Round
    previous: Round | None
    history: list[Round]  # closed rounds up to this one, oldest first
    questions: list[QuestionSummary] = field(default_factory=list)

    @cached_property
    def in_order(self) -> list[QuestionSummary]:
        return sorted(self.questions, key=lambda each: (ORDER.index(Status(each.status)), each.number))

    @cached_property
    def findings(self) -> list[QuestionSummary]:
        return [each for each in self.in_order if each.is_finding]

    @cached_property
    def gaps(self) -> list[QuestionSummary]:
        return [each for each in self.findings if each.status == Status.GAP]

    @cached_property
    def going_well(self) -> list[QuestionSummary]:
        return [each for each in self.questions if each.status == Status.GOING_WELL]

    @cached_property
    def not_answered(self) -> list[QuestionSummary]:
        return [each for each in self.questions if each.status == Status.NOT_ANSWERED]

    @cached_property
    def better(self) -> list[QuestionSummary]:
        return [each for each in self.questions if each.direction == "better"]

    @cached_property
    def worse(self) -> list[QuestionSummary]:
        return [each for each in self.questions if each.direction == "worse"]

    @cached_property
    def changed(self) -> list[QuestionSummary]:
        return [each for each in self.questions if each.has_changed]

    @cached_property
    def earlier_findings(self) -> list[QuestionSummary]:
        """What was a finding in the round before."""
        statuses = (Status.GAP, Status.ATTENTION)
        return [each for each in self.questions if each.earlier and each.earlier.status in statuses]

    @cached_property
    def earlier_actions(self) -> list[ActionItem]:
        return [action for each in self.questions for action in each.earlier_actions]

    @property
    def earlier_done(self) -> int:
        return sum(action.state == ActionItem.State.DONE for action in self.earlier_actions)

    @cached_property
    def actions(self) -> list[ActionItem]:
        return [action for each in self.in_order for action in each.actions]

    @property
    def with_action(self) -> int:
        """How many findings something is done about already."""
        return sum(bool(each.actions) for each in self.findings)

    @property
    def answered(self) -> int:
        return self.round.customer_answered + self.round.supplier_answered

    @property
    def asked(self) -> int:
        return self.round.customer_asked + self.round.supplier_asked

    @cached_property
    def since(self) -> str:
        """What the round before is called in a sentence: its year, or words where the year is the same."""
        if self.previous is None:
            return ""
        year = year_of(self.previous)
        return str(year) if year != year_of(self.round) else _("the check before")

    @cached_property
    def in_that_year(self) -> str:
        return _("In %(since)s") % {"since": self.since}

    @property
    def going_well_change(self) -> str:
        return self._change(self.round.going_well, "going_well")

    @property
    def attention_change(self) -> str:
        return self._change(self.round.attention, "attention")

    @property
    def gaps_change(self) -> str:
        return self._change(self.round.gaps, "gaps")

    def _change(self, now: int, name: str) -> str:
        if self.previous is None:
            return ""
        by = now - getattr(self.previous, name)
        words = {"number": apnumber(abs(by)), "since": self.since}
        if by == 0:
            return _("as many as in %(since)s") % words
        if by > 0:
            return (
                ngettext("%(number)s more than in %(since)s", "%(number)s more than in %(since)s", by) % words
            )
        return (
            ngettext("%(number)s fewer than in %(since)s", "%(number)s fewer than in %(since)s", -by) % words
        )


def year_of(round: Round) -> int:
    return round.opened_at.year


def rounds_before(rounds: "QuerySet[Round]", instrument_key: Any, closed_at: Any) -> "QuerySet[Round]":
    """The latest rounds of the same instrument that closed before, the last of them first."""
    closed = rounds.filter(instrument_key=instrument_key, closed_at__lt=closed_at)
    return closed.order_by("-closed_at", "-pk")[:EARLIER]


def actions_from(actions: "QuerySet[ActionItem]", origins: Any) -> "QuerySet[ActionItem]":
    """What was agreed about questions, by their ``origin_key``."""
    return actions.filter(origin_key__among=origins).select_related("owner").order_by("due", "pk")


def round_summary(
    round: Round, before: Iterable[Round], actions: Callable[[list[str]], Iterable[ActionItem]]
) -> RoundSummary:
    """The picture of a closed round. ``before`` are ``rounds_before`` and ``actions`` finds ``actions_from``
    origins, both among what the reader may see."""
    history = [*reversed(list(before)), round]
    previous = history[-2] if len(history) > 1 else None
    both = [round, previous] if previous else [round]
    results: dict[tuple[int, str], QuestionResult] = {
        (result.round_id, result.question_key): result
        for result in RESULTS.ask(rounds=[each.pk for each in both])
    }
    by_origin = _by_origin(actions, round, previous)
    picture = RoundSummary(round, previous, history)
    names = {scale: answer_names(scale) for scale in SCALES}
    total = sum(pk == round.pk for pk, _key in results)
    for (round_id, key), result in results.items():
        if round_id == round.pk:
            earlier = results.get((previous.pk, key)) if previous else None
            picture.questions.append(
                _question_summary(round, previous, result, earlier, total, by_origin, names)
            )
    return picture


def _by_origin(
    actions: Callable[[list[str]], Iterable[ActionItem]], round: Round, previous: Round | None
) -> dict[str, list[ActionItem]]:
    keys = [round.origin_key(question.key) for question in round.instrument.questions]
    if previous:
        keys += [previous.origin_key(question.key) for question in previous.instrument.questions]
    found: dict[str, list[ActionItem]] = {}
    for action in actions(keys):
        action.partnership = round.partnership  # whether it is late is said by the day there
        found.setdefault(action.origin_key, []).append(action)
    return found


def _question_summary(
    round: Round,
    previous: Round | None,
    result: QuestionResult,
    earlier: QuestionResult | None,
    total: int,
    actions: dict[str, list[ActionItem]],
    names: dict[str, list[str]],
) -> QuestionSummary:
    question = round.instrument.question(result.question_key)
    before = answers_of(earlier) if earlier else {}
    counts = {Side.CUSTOMER: result.customer_counts, Side.SUPPLIER: result.supplier_counts}
    sides = [
        SideResult(
            side, round.partnership.organisation(side), question, value, counts[side], before.get(side)
        )
        for side, value in answers_of(result).items()
    ]
    of_side = {each.side.value: each for each in sides}
    return QuestionSummary(
        question=question,
        result=result,
        number=result.position,
        total=total,
        sides=sides,
        comments=[(of_side[side], text) for side, text in result.comments],
        actions=actions.get(round.origin_key(question.key), []),
        earlier=earlier,
        answer_names=names[question.scale],
        earlier_actions=actions.get(previous.origin_key(question.key), []) if previous else [],
    )
