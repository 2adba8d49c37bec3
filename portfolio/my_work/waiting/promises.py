"""Reviews of the charter that are due, and answers on openness that the other side has given."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from governance.openness.selectors import OPEN, Question
from partnerships.lifecycle.models import Partnership
from portfolio.my_work.facts import SOON, WorkFacts
from portfolio.my_work.rows import Due, Line
from portfolio.my_work.waiting.task import Group, Task, Waits, day_in_words, when_in_words

QUESTIONS: Final = tuple(question.value for question in Question)


def _charters(count: int) -> str:
    said = ngettext(
        "Look at the charter together in %(count)s partnership",
        "Look at the charters of %(count)s partnerships together",
        count,
    )
    return said % {"count": count}


def _openness(count: int) -> str:
    said = ngettext(
        "Answer how open you are in %(count)s partnership",
        "Answer how open you are in %(count)s partnerships",
        count,
    )
    return said % {"count": count}


REVIEWS: Final = Group(
    "charters", "hand-thumbs-up", _charters, lambda: _("Their reviews are due, or soon are")
)
OPENNESS: Final = Group("openness", "unlock", _openness, lambda: _("The other side has agreed on more there"))


def is_asked_to_review(desk: WorkFacts, charter: Due) -> bool:
    """Those who lead the partnership are, from shortly before the day."""
    return charter.day <= desk.today + SOON and desk.leads(charter.partnership_id)


def reviews(desk: WorkFacts) -> Iterator[Waits]:
    for charter in desk.charters:
        if is_asked_to_review(desk, charter):
            yield Waits(
                charter.day,
                charter.partnership_id,
                partial(_review, desk, charter),
                REVIEWS,
                key=charter.partnership_id,
            )


def _review(desk: WorkFacts, charter: Due) -> Task:
    line = desk.partnerships[charter.partnership_id]
    late = charter.day < desk.today
    said = _("review was due on %(day)s") if late else _("review due on %(day)s")
    said %= {"day": day_in_words(charter.day, desk.today)}
    return Task(
        icon="hand-thumbs-up",
        what=_("Look at the charter together"),
        rest="",
        where=f"{line.title} · {said}",
        url=reverse("charter", args=[line.reference]),
        when=when_in_words(charter.day, desk.today),
        late=late,
    )


def openness(desk: WorkFacts) -> Iterator[Waits]:
    """What the other side has agreed to open, and one's own side has not answered, where one leads it."""
    for side, led in desk.led.items():
        for pk in led:
            line = desk.partnerships.get(pk)
            if line is None or line.state != Partnership.State.BINDING or not line.is_running:
                continue
            if count := _only_theirs(line, side.value, side.other.value):
                yield Waits(desk.today, pk, partial(_answer, desk, line, count), OPENNESS, key=pk)


def _only_theirs(line: Line, ours: str, theirs: str) -> int:
    """How many questions the other side alone has agreed on; a "no" that was said is an answer."""
    answers = [line.openness.get(question, {}) for question in QUESTIONS]
    return sum(ours not in given and given.get(theirs) in OPEN for given in answers)


def _answer(desk: WorkFacts, line: Line, count: int) -> Task:
    asked = ngettext(
        "– the other side has agreed on one more", "– the other side has agreed on %(n)s more", count
    )
    return Task(
        icon="unlock",
        what=_("Answer how open we are"),
        rest=asked % {"n": count},
        where=line.title,
        url=reverse("openness", args=[line.reference]),
        button=pgettext("button", "Answer"),
    )
