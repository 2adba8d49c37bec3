"""What waits for a person, most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.links import personal_link
from assessments.models import Round
from governance.models import Action, Idea, Risk
from partnerships.gaps import Kind
from partnerships.sides import Part, Side
from portfolio.desk import SOON, Desk


@dataclass(frozen=True, slots=True)
class Task:
    """One line of "Waiting for you": an emphasised beginning, the rest, where it belongs, what to press."""

    by: date
    icon: str
    what: str
    rest: str
    where: str
    url: str
    button: str = ""
    when: str = ""
    late: bool = False
    partnership_id: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    tasks: list[Task]  # the most urgent ones
    total: int
    partnership_ids: set[int | None]  # of all that waits


def waiting_for(desk: Desk, at_most: int) -> Waiting:
    others = [
        *_answers(desk),
        *_proposals(desk),
        *_checks(desk),
        *_reviews(desk),
        *_warnings(desk),
        *_ideas(desk),
        *_gaps(desk),
    ]
    actions = [action for action in desk.actions if action.due <= desk.today + SOON]
    tasks = others + [_action(desk, action) for action in actions[:at_most]]
    return Waiting(
        tasks=sorted(tasks, key=lambda task: task.by)[:at_most],
        total=len(others) + len(actions),
        partnership_ids={task.partnership_id for task in others} | {a.partnership_id for a in actions},
    )


def day_in_words(day: date, today: date) -> str:
    """ "27 November", with the year where it is another one."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def late_in_words(days: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def _answers(desk: Desk) -> Iterator[Task]:
    for respondent, answered in desk.unanswered:
        round = respondent.round
        line = desk.partnerships.get(round.partnership_id)
        questions = round.instrument.questions
        closes = timezone.localtime(round.closes_at).date()
        # somebody may be asked without having a part in the partnership: their link opens the questions alone
        url = reverse("answer", args=[line.reference, round.pk]) if line else personal_link(respondent)
        closing = _("closes on %(day)s") % {"day": day_in_words(closes, desk.today)}
        yield Task(
            by=closes,
            icon="heart-pulse",
            what=_("Answer the health check"),
            rest=_("– %(left)s of %(all)s left") % {"left": len(questions) - answered, "all": len(questions)},
            where=f"{line.title} · {closing}" if line else closing,
            url=url,
            button=_("Continue") if answered else _("Start"),
            partnership_id=round.partnership_id,
        )


def _proposals(desk: Desk) -> Iterator[Task]:
    for partnership in desk.proposals:
        yield Task(
            by=min(timezone.localtime(partnership.proposed_at).date(), desk.today),
            icon="people",
            what=_("Answer the proposal"),
            rest=_("of %(customer)s") % {"customer": partnership.customer.name},
            where=partnership.title,
            url=reverse("proposal", args=[partnership.reference]),
            button=_("Read and answer"),
        )


def _checks(desk: Desk) -> Iterator[Task]:
    for round in desk.open_rounds:
        for side in Side:
            own = {part for own_side, part in desk.parts.get(round.partnership_id, ()) if own_side == side}
            if Part.LEAD in own and round.closes_early(side) is None and round.closes_early(side.other):
                yield _agree(desk, round)
            if own and not getattr(round, f"asks_{side.value}"):
                yield _nobody_asked(desk, round, is_lead=Part.LEAD in own)


def _agree(desk: Desk, round: Round) -> Task:
    line = desk.partnerships[round.partnership_id]
    closes = timezone.localtime(round.closes_at).date()
    return Task(
        by=desk.today,
        icon="check2-circle",
        what=_("Agree to close the health check"),
        rest=_("– the other side has"),
        where=f"{line.title} · {_('closes on %(day)s') % {'day': day_in_words(closes, desk.today)}}",
        url=reverse("health_check", args=[line.reference, round.pk]),
        button=_("Open"),
        partnership_id=line.pk,
    )


def _nobody_asked(desk: Desk, round: Round, *, is_lead: bool) -> Task:
    line = desk.partnerships[round.partnership_id]
    return Task(
        by=desk.today,
        icon="person-plus",
        what=_("Choose whom to ask"),
        rest=_("– nobody on your side is asked"),
        where=line.title,
        url=reverse("respondents" if is_lead else "people", args=[line.reference]),
        button=_("Choose") if is_lead else _("People"),
        partnership_id=line.pk,
    )


def _gaps(desk: Desk) -> Iterator[Task]:
    for pk, missing in desk.gaps.items():
        line = desk.partnerships[pk]
        # where somebody has gone, things lie about; the rest can wait until there is time
        is_urgent = any(gap.kind in (Kind.LEFT, Kind.NO_SUCCESSOR) for gap in missing)
        said = ngettext("%(count)s gap among the people", "%(count)s gaps among the people", len(missing))
        yield Task(
            by=desk.today if is_urgent else desk.today + SOON,
            icon="person-lines-fill",
            what=said % {"count": len(missing)},
            rest="",
            where=line.title,
            url=reverse("people", args=[line.reference]),
            button=_("Look"),
            partnership_id=pk if is_urgent else None,
        )


def _ideas(desk: Desk) -> Iterator[Task]:
    for idea in desk.ideas:
        line = desk.partnerships[idea.partnership_id]
        asks = {
            Idea.Stage.RAISED: _("the idea waits to be assessed"),
            Idea.Stage.PUT_TO_USE: _("has the idea had its effect?"),
        }.get(Idea.Stage(idea.stage), _("what comes next with the idea?"))
        yield Task(
            by=idea.next_step_by,
            icon="lightbulb",
            what=idea.title,
            rest="",
            where=f"{line.title} · {asks}",
            url=reverse("idea", args=[line.reference, idea.number]),
            button=_("Open"),
            partnership_id=line.pk,
        )


def _action(desk: Desk, action: Action) -> Task:
    line = desk.partnerships[action.partnership_id]
    late = action.days_late(desk.today)
    said = _("was due on %(day)s") if late else _("due on %(day)s")
    said %= {"day": day_in_words(action.due, desk.today)}
    return Task(
        by=action.due,
        icon="check2-square",
        what=action.title,
        rest="",
        where=f"{line.title} · {said}",
        url=reverse("action", args=[line.reference, action.number]),
        when=late_in_words(late) if late else _in_words(action.due, desk.today),
        late=bool(late),
        partnership_id=line.pk,
    )


def _reviews(desk: Desk) -> Iterator[Task]:
    for risk in desk.reviews:
        yield _review(desk, risk)


def _review(desk: Desk, risk: Risk) -> Task:
    line = desk.partnerships[risk.partnership_id]
    late = risk.days_late(desk.today)
    said = _("review was due on %(day)s") if late else _("review due on %(day)s")
    said %= {"day": day_in_words(risk.review_on, desk.today)}
    return Task(
        by=risk.review_on,
        icon="exclamation-diamond",
        what=_("Review risk %(name)s") % {"name": risk.name},
        rest=f"– {risk.event}",
        where=f"{line.title} · {said}",
        url=reverse("risk", args=[line.reference, risk.number]),
        when=late_in_words(late) if late else _in_words(risk.review_on, desk.today),
        late=bool(late),
        partnership_id=line.pk,
    )


def _warnings(desk: Desk) -> Iterator[Task]:
    for warning in desk.half_closed_warnings:
        line = desk.partnerships[warning.partnership_id]
        yield Task(
            by=desk.today,
            icon="megaphone",
            what=_("Close the early warning"),
            rest=f"– {warning.text}",
            where=f"{line.title} · {_('the other side has closed it')}",
            url=reverse("warnings", args=[line.reference]),
            button=_("Open"),
            partnership_id=line.pk,
        )


def _in_words(day: date, today: date) -> str:
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    days = (day - today).days
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
