"""How something looks in the list of what was found: worded here once, so that the page only shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.people.models import Person
from governance.action_items.models import ActionItem
from governance.concerns.models import Concern
from governance.decisions.models import Decision
from governance.ideas.models import Idea
from governance.lessons.models import Lesson
from governance.risks.models import Risk
from partnerships.lifecycle.models import Partnership
from partnerships.sides import Level, Stage
from partnerships.signing.models import SignOff

#: The columns that are read for each kind. What is many belongs to few: its partnerships and owners are
#: looked up for the rows that are shown, see ``Names``.
OF_PARTNERSHIP: Final = ("pk", "reference", "title", "state", "stage", "customer__name", "supplier__name")
OF_AGREEMENT: Final = ("pk", "title", "number", "end")
OF_ACTION: Final = ("pk", "number", "title", "state", "due", "partnership", "owner")
OF_SIGN_OFF: Final = ("pk", "number", "title", "state", "submitted_at", "partnership")
OF_RISK: Final = ("pk", "number", "event", "state", "exposure", "review_on", "partnership")
OF_IDEA: Final = ("pk", "number", "title", "stage", "set_aside_at", "moved_at", "partnership")
OF_LESSON: Final = ("pk", "number", "title", "category", "created_at", "partnership")
OF_CONCERN: Final = ("pk", "number", "title", "state", "level", "raised_at", "partnership")
OF_DECISION: Final = ("pk", "number", "title", "state", "taken_on", "partnership")
OF_CHARTER: Final = ("pk", "title", "charter__partnership")


class Home(NamedTuple):
    """The partnership that something belongs to, as far as the list names it."""

    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class Names:
    """What the rows that are shown belong to, and the day on which they are."""

    today: date
    homes: dict[int, Home]
    people: dict[int, str]


def names_of(rows: Iterable[Any], today: date) -> Names:
    """Of rows of any kind, in a query for the partnerships and one for the owners, where there are any."""
    rows = list(rows)
    homes = {_home(row) for row in rows} - {None}
    people = {row.owner for row in rows if hasattr(row, "owner")}
    partnerships = (
        Partnership.objects.filter(pk__among=homes).order_by() if homes else Partnership.objects.none()
    )
    owners = Person.objects.filter(pk__among=people).order_by() if people else Person.objects.none()
    return Names(
        today,
        {pk: Home(*names) for pk, *names in partnerships.values_list("pk", "reference", "title")},
        {pk: " ".join(names).strip() for pk, *names in owners.values_list("pk", "given_name", "family_name")},
    )


def _home(row: Any) -> int | None:
    return getattr(row, "partnership", None) or getattr(row, "charter__partnership", None)


@dataclass(frozen=True, slots=True)
class SearchResult:
    title: str
    url: str
    more: str  # below the title
    chip: str = ""
    is_good: bool = False  # whether the chip says so
    when: str = ""
    is_late: bool = False


def partnership(row: Any, names: Names) -> SearchResult:
    parties = (row.customer__name, _("with"), row.supplier__name or _("a supplier to be selected"))
    is_binding = row.state == Partnership.State.BINDING
    label = Stage(row.stage).label if is_binding else Partnership.State(row.state).label
    return SearchResult(
        row.title, reverse("overview", args=[row.reference]), " ".join(parties), chip=str(label)
    )


def agreement(row: Any, names: Names) -> SearchResult:
    until = _("until %(day)s") % {"day": date_format(row.end)} if row.end else ""
    return SearchResult(row.title, reverse("agreement", args=[row.pk]), row.number, when=until)


def action(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("action", args=[home.reference, row.number])
    where = f"{home.title} · {names.people[row.owner]}"
    if row.state == ActionItem.State.DONE:
        return SearchResult(row.title, url, where, chip=str(ActionItem.State.DONE.label), is_good=True)
    by = _("by %(day)s") % {"day": date_format(row.due)}
    return SearchResult(row.title, url, where, when=by, is_late=row.due < names.today)


def charter(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.charter__partnership]
    where = f"{home.title} · {_('charter')}"
    return SearchResult(row.title, reverse("charter", args=[home.reference]), where)


def concern(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("concern", args=[home.reference, row.number])
    where = f"{home.title} · {_('concern %(name)s') % {'name': f'C-{row.number}'}}"
    is_over = row.state == Concern.State.ENDED
    label = Concern.State.ENDED.label if is_over else Level(row.level).label
    return SearchResult(row.title, url, where, chip=str(label), is_good=is_over)


def risk(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("risk", args=[home.reference, row.number])
    where = f"{home.title} · R-{row.number}"
    if row.state == Risk.State.CLOSED:
        return SearchResult(row.event, url, where, chip=str(Risk.State.CLOSED.label))
    review = _("review on %(day)s") % {"day": date_format(row.review_on)}
    return SearchResult(row.event, url, where, when=review, is_late=row.review_on < names.today)


def idea(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("idea", args=[home.reference, row.number])
    if row.set_aside_at:
        return SearchResult(row.title, url, home.title, chip=_("Set aside"))
    is_good = row.stage == Idea.Stage.EFFECT_SHOWN
    return SearchResult(row.title, url, home.title, str(Idea.Stage(row.stage).label), is_good)


def lesson(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("lesson", args=[home.reference, row.number])
    return SearchResult(row.title, url, home.title, chip=str(Lesson.Category(row.category).label))


def sign_off(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("sign_off", args=[home.reference, row.number])
    state = SignOff.State(row.state)
    is_good = state == SignOff.State.SIGNED
    return SearchResult(row.title, url, f"{home.title} · S-{row.number}", str(state.label), is_good)


def decision(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = reverse("decision", args=[home.reference, row.number])
    where = f"{home.title} · D-{row.number} · {date_format(row.taken_on)}"
    state = Decision.State(row.state)
    return SearchResult(row.title, url, where, str(state.label), state == Decision.State.SEALED)
