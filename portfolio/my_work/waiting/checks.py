"""Health checks to answer or to see to, and proposals to answer."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assessments.respondents.links import personal_link
from assessments.respondents.models import Respondent
from partnerships.lifecycle.models import ChangeProposal
from partnerships.sides import Part, Side
from portfolio.my_work import questions
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.rows import OpenRound, Proposal
from portfolio.my_work.waiting.task import Group, Task, Waits, day_in_words


def answers(desk: WorkFacts) -> Iterator[Waits]:
    for respondent, answered in desk.unanswered:
        closes = timezone.localtime(respondent.round.closes_at).date()
        pk = respondent.round.partnership_id
        yield Waits(closes, pk, partial(_to_answer, desk, respondent, answered), ANSWERS, key=pk)


def _checks(count: int) -> str:
    said = ngettext(
        "Answer the health check of %(count)s partnership",
        "Answer the health checks of %(count)s partnerships",
        count,
    )
    return said % {"count": count}


ANSWERS: Final = Group("answers", "heart-pulse", _checks, lambda: _("The one that closes next comes first"))


def _to_answer(desk: WorkFacts, respondent: Respondent, answered: int) -> Task:
    round = respondent.round
    line = desk.partnerships.get(round.partnership_id)
    questions = round.instrument.questions
    closes = timezone.localtime(round.closes_at).date()
    # somebody may be asked without having a part in the partnership: their link opens the questions alone
    url = reverse("answer", args=[line.reference, round.pk]) if line else personal_link(respondent)
    closing = _("closes on %(day)s") % {"day": day_in_words(closes, desk.today)}
    return Task(
        icon="heart-pulse",
        what=_("Answer the health check"),
        rest=_("– %(left)s of %(all)s left") % {"left": len(questions) - answered, "all": len(questions)},
        where=f"{line.title} · {closing}" if line else closing,
        url=url,
        button=_("Continue") if answered else _("Start"),
    )


def proposals(desk: WorkFacts) -> Iterator[Waits]:
    for proposal in desk.proposals:
        by = min(timezone.localtime(proposal.proposed_at).date(), desk.today)
        yield Waits(by, None, partial(_to_decide, proposal))


def _to_decide(proposal: Proposal) -> Task:
    return Task(
        icon="people",
        what=_("Answer the proposal"),
        rest=_("of %(customer)s") % {"customer": proposal.customer},
        where=proposal.title,
        url=reverse("proposal", args=[proposal.reference]),
        button=_("Read and answer"),
    )


def changes(desk: WorkFacts) -> Iterator[Waits]:
    """What the other side proposes to change of what binds both, for those who answer for their side."""
    if not desk.parts:
        return
    answers_for = {
        side.value: [pk for pk, parts in desk.parts.items() if any(own == side for own, _part in parts)]
        for side in Side
    }
    for pk, kind, proposed_at in questions.CHANGES.ask(**answers_for):
        if pk in desk.partnerships:
            yield Waits(timezone.localtime(proposed_at).date(), pk, partial(_to_agree, desk, pk, kind))


def _to_agree(desk: WorkFacts, partnership_id: int, kind: str) -> Task:
    line = desk.partnerships[partnership_id]
    return Task(
        icon="people",
        what=_("Agree to a change, or not"),
        rest=f"– {ChangeProposal.Kind(kind).label}",
        where=line.title,
        url=reverse("change_proposals", args=[line.reference]),
        button=_("Read and answer"),
    )


def checks(desk: WorkFacts) -> Iterator[Waits]:
    for round in desk.open_rounds:
        for side in Side:
            own = {part for own_side, part in desk.parts.get(round.partnership_id, ()) if own_side == side}
            if Part.LEAD in own and round.closes_early(side) is None and round.closes_early(side.other):
                yield Waits(desk.today, round.partnership_id, partial(_agree, desk, round))
            if own and (round.pk, side.value) not in desk.asking:
                is_lead = Part.LEAD in own
                yield Waits(desk.today, round.partnership_id, partial(_nobody_asked, desk, round, is_lead))


def _agree(desk: WorkFacts, round: OpenRound) -> Task:
    line = desk.partnerships[round.partnership_id]
    closes = timezone.localtime(round.closes_at).date()
    return Task(
        icon="check2-circle",
        what=_("Agree to close the health check"),
        rest=_("– the other side has"),
        where=" · ".join([line.title, _("closes on %(day)s") % {"day": day_in_words(closes, desk.today)}]),
        url=reverse("health_check", args=[line.reference, round.pk]),
        button=pgettext("button", "Open"),
    )


def _nobody_asked(desk: WorkFacts, round: OpenRound, is_lead: bool) -> Task:
    line = desk.partnerships[round.partnership_id]
    return Task(
        icon="person-plus",
        what=_("Choose whom to ask"),
        rest=_("– nobody on your side is asked"),
        where=line.title,
        url=reverse("respondents" if is_lead else "people", args=[line.reference]),
        button=_("Choose") if is_lead else _("People"),
    )
