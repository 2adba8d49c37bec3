from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Task:
    """One line of "Waiting for you": an emphasised beginning, the rest, where it belongs, what to press."""

    icon: str
    what: str
    rest: str
    where: str
    url: str
    button: str = ""
    when: str = ""
    late: bool = False


class Waits(NamedTuple):
    """Something that waits. It is put into words when it is shown: most of what waits is only counted."""

    by: date
    #: The partnership that needs the person for it, where it is one.
    partnership_id: int | None
    task: Callable[[], Task]
    #: Of which kind it is, where many of one kind are one line.
    group: "Group | None" = None
    #: Nothing happens on its day, and nobody waits for it.
    is_standing: bool = False
    #: The partnership that it is about, by which a list of one kind goes on.
    key: int = 0


class Group(NamedTuple):
    """What is alike in many partnerships: one line, which opens to the list."""

    name: str  # in the address of the list
    icon: str
    what: Callable[[int], str]  # how many there are, in words
    where: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Waiting:
    tasks: list[Task]  # the most urgent ones
    total: int
    partnership_ids: set[int | None]  # of all that waits


def day_in_words(day: date, today: date) -> str:
    """ "27 November", with the year where it is another one."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def late_in_words(days: int) -> str:
    return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}


def when_in_words(day: date, today: date) -> str:
    """How late it is, or how soon it comes."""
    return late_in_words((today - day).days) if day < today else in_words(day, today)


def in_words(day: date, today: date) -> str:
    if day == today:
        return _("today")
    if day == today + timedelta(days=1):
        return _("tomorrow")
    days = (day - today).days
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
