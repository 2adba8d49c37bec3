"""What waits for a person, most urgent first."""

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Action
from portfolio.desk import SOON, Desk
from portfolio.waiting.asked import asked
from portfolio.waiting.checks import answers, checks, proposals
from portfolio.waiting.people import gaps
from portfolio.waiting.promises import openness
from portfolio.waiting.task import Task, Waiting, day_in_words, in_words, late_in_words

__all__ = ["Task", "Waiting", "late_in_words", "waiting_for"]


def waiting_for(desk: Desk, at_most: int) -> Waiting:
    others = [*answers(desk), *proposals(desk), *checks(desk)]
    others += [*asked(desk), *openness(desk), *gaps(desk)]
    actions = [action for action in desk.actions if action.due <= desk.today + SOON]
    tasks = others + [_action(desk, action) for action in actions[:at_most]]
    return Waiting(
        tasks=sorted(tasks, key=lambda task: task.by)[:at_most],
        total=len(others) + len(actions),
        partnership_ids={task.partnership_id for task in others} | {a.partnership_id for a in actions},
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
        when=late_in_words(late) if late else in_words(action.due, desk.today),
        late=bool(late),
        partnership_id=line.pk,
    )
