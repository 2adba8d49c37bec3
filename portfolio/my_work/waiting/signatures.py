"""What waits for a person's signature."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.stored_words import in_own_language
from partnerships.signing.models import SignOff
from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.questions import MOST
from portfolio.my_work.waiting.task import Task, Waits, day_in_words


def to_sign(desk: WorkFacts) -> Iterator[Waits]:
    signs = desk.scope.signs
    if not signs:
        return
    rows = SignOff.objects.asking(signs).order_by("submitted_at", "pk")
    for pk, number, title, submitted_at in rows.values_list(
        "partnership_id", "number", "title", "submitted_at"
    )[:MOST]:
        if pk in desk.partnerships:
            day = timezone.localtime(submitted_at).date()
            yield Waits(day, pk, partial(_task, desk, pk, number, title, day))


def _task(desk: WorkFacts, partnership_id: int, number: int, title: str, day: date) -> Task:
    line = desk.partnerships[partnership_id]
    since = _("waits since %(day)s") % {"day": day_in_words(day, desk.today)}
    return Task(
        icon="pen",
        what=_("Sign “%(title)s”") % {"title": in_own_language(title)},
        rest="",
        where=f"{line.title} · {since}",
        url=reverse("sign_off", args=[line.reference, number]),
        button=_("Read and sign"),
    )
