"""What waits for a person's signature."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.models import SignOff
from portfolio.desk import Desk
from portfolio.waiting.task import Task, day_in_words


def to_sign(desk: Desk) -> QuerySet[Any]:
    found: QuerySet[Any] = SignOff.objects.asking(desk.standing.signs)
    return found


def signature(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    since = _("waits since %(day)s") % {"day": day_in_words(row.day, desk.today)}
    return Task(
        by=row.day,
        icon="pen",
        what=_("Sign “%(title)s”") % {"title": row.what},
        rest="",
        where=f"{line.title} · {since}",
        url=reverse("sign_off", args=[line.reference, row.number]),
        button=_("Read and sign"),
        partnership_id=line.pk,
    )
