"""Ideas that ask for their next step, reviews of risks, and early warnings that the other side has closed."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from governance.ideas.models import STANDS_STILL_AFTER, Idea
from partnerships.sides import Side
from portfolio.my_work import questions
from portfolio.my_work.facts import SOON, WorkFacts
from portfolio.my_work.rows import Due
from portfolio.my_work.waiting.task import Task, Waits, day_in_words, when_in_words


def ideas(desk: WorkFacts) -> Iterator[Waits]:
    """Those that the person sponsors and that ask for the next step."""
    still = desk.now - STANDS_STILL_AFTER
    rows = questions.IDEAS.ask(person=desk.person.pk, stands_since=still, **desk.seen)
    for pk, number, title, stage, moved_at in rows:
        by = _day(moved_at) + Idea.patience(stage)
        yield Waits(by, pk, partial(_idea, desk, pk, number, title, stage))


def _idea(desk: WorkFacts, partnership_id: int, number: int, title: str, stage: str) -> Task:
    line = desk.partnerships[partnership_id]
    asks = {
        Idea.Stage.RAISED: _("the idea waits to be assessed"),
        Idea.Stage.PUT_TO_USE: _("has the idea had its effect?"),
    }.get(Idea.Stage(stage), _("what comes next with the idea?"))
    return Task(
        icon="lightbulb",
        what=title,
        rest="",
        where=f"{line.title} · {asks}",
        url=reverse("idea", args=[line.reference, number]),
        button=pgettext("button", "Open"),
    )


def reviews(desk: WorkFacts) -> Iterator[Waits]:
    """The person's own open risks that are to be reviewed soon."""
    for risk in desk.risks:
        if risk.day <= desk.today + SOON:
            yield Waits(risk.day, risk.partnership_id, partial(_review, desk, risk))


def _review(desk: WorkFacts, risk: Due) -> Task:
    line = desk.partnerships[risk.partnership_id]
    late = risk.day < desk.today
    said = _("review was due on %(day)s") if late else _("review due on %(day)s")
    said %= {"day": day_in_words(risk.day, desk.today)}
    return Task(
        icon="exclamation-diamond",
        what=_("Review risk %(name)s") % {"name": f"R-{risk.number}"},
        rest=f"– {risk.title}",
        where=f"{line.title} · {said}",
        url=reverse("risk", args=[line.reference, risk.number]),
        when=when_in_words(risk.day, desk.today),
        late=late,
    )


def warnings(desk: WorkFacts) -> Iterator[Waits]:
    """Those that the other side has closed, in the partnerships that the person leads."""
    if not any(desk.led.values()):
        return
    found = questions.WARNINGS.ask(customer_led=desk.led[Side.CUSTOMER], supplier_led=desk.led[Side.SUPPLIER])
    for pk, text in found:
        if pk in desk.partnerships:
            yield Waits(desk.today, pk, partial(_warning, desk, pk, text))


def _warning(desk: WorkFacts, partnership_id: int, text: str) -> Task:
    line = desk.partnerships[partnership_id]
    return Task(
        icon="megaphone",
        what=_("Close the early warning"),
        rest=f"– {text}",
        where=" · ".join([line.title, _("the other side has closed it")]),
        url=reverse("warnings", args=[line.reference]),
        button=pgettext("button", "Open"),
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
