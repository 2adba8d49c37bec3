"""Actions of a person's own that are late, or due soon."""

from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.my_work.facts import SOON, WorkFacts
from portfolio.my_work.rows import Due
from portfolio.my_work.waiting.task import Task, Waits, day_in_words, when_in_words


def actions(desk: WorkFacts) -> Iterator[Waits]:
    for action in desk.actions:
        if action.day <= desk.today + SOON:
            yield Waits(action.day, action.partnership_id, partial(_task, desk, action))


def _task(desk: WorkFacts, action: Due) -> Task:
    line = desk.partnerships[action.partnership_id]
    late = action.day < desk.today
    said = _("was due on %(day)s") if late else _("due on %(day)s")
    said %= {"day": day_in_words(action.day, desk.today)}
    return Task(
        icon="check2-square",
        what=action.title,
        rest="",
        where=f"{line.title} · {said}",
        url=reverse("action", args=[line.reference, action.number]),
        when=when_in_words(action.day, desk.today),
        late=late,
    )
