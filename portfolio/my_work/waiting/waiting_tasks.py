"""What waits for a person, most urgent first."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.my_work.facts import WorkFacts
from portfolio.my_work.waiting.actions import actions
from portfolio.my_work.waiting.ahead import ideas, warnings
from portfolio.my_work.waiting.ahead import reviews as risks
from portfolio.my_work.waiting.checks import answers, changes, checks, proposals
from portfolio.my_work.waiting.concerns import concerns
from portfolio.my_work.waiting.declined import declined
from portfolio.my_work.waiting.meetings import invitations
from portfolio.my_work.waiting.minutes import to_write
from portfolio.my_work.waiting.people import vacancies
from portfolio.my_work.waiting.promises import openness
from portfolio.my_work.waiting.promises import reviews as charters
from portfolio.my_work.waiting.signatures import to_sign
from portfolio.my_work.waiting.task import Group, Task, Waiting, Waits

#: Of what is equally urgent, the first of these comes first.
KINDS = (
    answers, proposals, changes, declined, checks, charters, concerns, ideas, invitations, to_write, risks,
    to_sign, warnings, openness, vacancies, actions,
)  # fmt: skip
#: So many of one kind are one line.
MANY: Final = 3


def waiting_tasks(desk: WorkFacts, at_most: int) -> Waiting:
    """What has a day, or stops others, comes before what only stands open."""
    found = all_that_waits(desk)
    lines = sorted(_gathered(found), key=lambda each: (each.is_standing, each.by))
    return Waiting(
        tasks=[each.task() for each in lines[:at_most]],
        total=len(lines),
        partnership_ids={each.partnership_id for each in found},
    )


def of_group(desk: WorkFacts, name: str) -> tuple[Group | None, list[Waits]]:
    """All of one kind, as the list that its line opens to shows them."""
    found = [each for each in all_that_waits(desk) if each.group and each.group.name == name]
    return (found[0].group if found else None), sorted(found, key=lambda each: each.by)


def all_that_waits(desk: WorkFacts) -> list[Waits]:
    return [each for kind in KINDS for each in kind(desk)]


def _gathered(found: list[Waits]) -> Iterator[Waits]:
    """Each by itself, or one line for many of a kind, in the place of the first of them."""
    groups: dict[Group, list[Waits]] = {}
    for each in found:
        if each.group:
            groups.setdefault(each.group, []).append(each)
    for each in found:
        alike = groups[each.group] if each.group else []
        if each.group is None or len(alike) < MANY:
            yield each
        elif each is alike[0]:
            first = min(alike, key=lambda one: one.by)
            yield each._replace(by=first.by, task=partial(_line, each.group, len(alike)))


def _line(group: Group, count: int) -> Task:
    return Task(
        icon=group.icon,
        what=group.what(count),
        rest="",
        where=group.where(),
        url=f"{reverse('my_work')}?only={group.name}",
        button=_("See all"),
    )
