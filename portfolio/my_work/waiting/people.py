"""Gaps among the people, for those who can close them."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.people.vacancies import Kind, Vacancy
from portfolio.my_work.facts import SOON, WorkFacts
from portfolio.my_work.waiting.task import Group, Task, Waits


def vacancies(desk: WorkFacts) -> Iterator[Waits]:
    for pk, missing in desk.vacancies.items():
        first = next(missing, None)
        if first is None:
            continue
        # where somebody has gone, things lie about; the rest can wait until there is time
        is_urgent = first.kind in (Kind.LEFT, Kind.NO_SUCCESSOR)
        by = desk.today if is_urgent else desk.today + SOON
        yield Waits(
            by,
            pk if is_urgent else None,
            partial(_task, desk, pk, missing),
            GONE if is_urgent else MISSING,
            is_standing=not is_urgent,
            key=pk,
        )


def _gone(count: int) -> str:
    said = ngettext(
        "People to replace in %(count)s partnership", "People to replace in %(count)s partnerships", count
    )
    return said % {"count": count}


def _missing(count: int) -> str:
    said = ngettext(
        "People missing in %(count)s partnership", "People missing in %(count)s partnerships", count
    )
    return said % {"count": count}


GONE: Final = Group(
    "gone", "person-lines-fill", _gone, lambda: _("Somebody has left, and nobody has taken over yet")
)
MISSING: Final = Group(
    "missing", "person-lines-fill", _missing, lambda: _("Vacancies that can be filled one after the other")
)


def _task(desk: WorkFacts, partnership_id: int, others: Iterator[Vacancy]) -> Task:
    line = desk.partnerships[partnership_id]
    count = 1 + sum(1 for _other in others)
    said = ngettext("%(count)s vacancy among the people", "%(count)s vacancies among the people", count)
    return Task(
        icon="person-lines-fill",
        what=said % {"count": count},
        rest="",
        where=line.title,
        url=reverse("people", args=[line.reference]),
        button=_("Look"),
    )
