"""What the person proposed, and the other side has declined: it waits until they have read why."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.lifecycle.models import ChangeProposal
from portfolio.my_work import questions
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.waiting.task import Task, Waits


def declined(desk: WorkFacts) -> Iterator[Waits]:
    for reference, title, answered_at in questions.DECLINED.by(desk.scope):
        url = reverse("proposal", args=[reference])
        yield Waits(
            _day(desk, answered_at), None, partial(_task, _("Your proposal was declined"), title, url)
        )
    if not desk.parts:
        return
    asked = {"person": desk.person.pk, "own": desk.own}
    for pk, kind, answered_at in questions.DECLINED_CHANGES.ask(**asked):
        line = desk.partnerships[pk]
        what = {
            ChangeProposal.Kind.PERIOD: _("Your change of the period was declined"),
            ChangeProposal.Kind.CATEGORY: _("Your change of the category was declined"),
            ChangeProposal.Kind.STAGE: _("Your change of the stage was declined"),
            ChangeProposal.Kind.ENDING: _("Your proposal to end the partnership was declined"),
        }[ChangeProposal.Kind(kind)]
        url = reverse("change_proposals", args=[line.reference])
        yield Waits(_day(desk, answered_at), pk, partial(_task, what, line.title, url))


def _day(desk: WorkFacts, answered_at: datetime | None) -> date:
    return timezone.localtime(answered_at).date() if answered_at else desk.today


def _task(what: str, where: str, url: str) -> Task:
    return Task(icon="x-circle", what=what, rest="", where=where, url=url, button=_("Read why"))
