"""Reviews of the charter that are due, and answers on openness that the other side has given."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import CharterVersion
from governance.openness import OPEN, Question
from partnerships.models import Partnership
from partnerships.sides import RUNNING_STAGES, Part, Side
from portfolio.desk import SOON, Desk, Line
from portfolio.waiting.task import Task, day_in_words, in_words, late_in_words


def reviews(desk: Desk) -> QuerySet[Any]:
    """Those of the partnerships that the person leads."""
    led = [pk for pk, parts in desk.parts.items() if any(part == Part.LEAD for _side, part in parts)]
    return CharterVersion.objects.current().filter(
        partnership__among=led, partnership__stage__in=RUNNING_STAGES, review_on__lte=desk.today + SOON
    )


def review(desk: Desk, row: Any) -> Task:
    line = desk.partnerships[row.partnership_id]
    late = max(0, (desk.today - row.day).days)
    said = _("review was due on %(day)s") if late else _("review due on %(day)s")
    said %= {"day": day_in_words(row.day, desk.today)}
    return Task(
        by=row.day,
        icon="hand-thumbs-up",
        what=_("Look at the charter together"),
        rest="",
        where=f"{line.title} · {said}",
        url=reverse("charter", args=[line.reference]),
        when=late_in_words(late) if late else in_words(row.day, desk.today),
        late=bool(late),
        partnership_id=line.pk,
    )


def openness(desk: Desk) -> Iterator[Task]:
    """What the other side has agreed to open, and one's own side has not answered, where one leads it."""
    for pk, parts in desk.parts.items():
        line = desk.partnerships.get(pk)
        if line is None or line.state != Partnership.State.BINDING or line.stage not in RUNNING_STAGES:
            continue
        for side in {Side(side) for side, part in parts if part == Part.LEAD}:
            if count := _only_theirs(line, side):
                yield _answer(desk, line, count)


def _only_theirs(line: Line, side: Side) -> int:
    """How many questions the other side alone has agreed on; a "no" that was said is an answer."""
    answers = [line.openness.get(question.value, {}) for question in Question]
    return sum(given.get(side.other.value) in OPEN and side.value not in given for given in answers)


def _answer(desk: Desk, line: Line, count: int) -> Task:
    asked = ngettext(
        "– the other side has agreed on one more", "– the other side has agreed on %(n)s more", count
    )
    return Task(
        by=desk.today,
        icon="unlock",
        what=_("Answer how open we are"),
        rest=asked % {"n": count},
        where=line.title,
        url=reverse("openness", args=[line.reference]),
        button=_("Answer"),
        partnership_id=line.pk,
    )
