"""How something looks in the list of what was found: worded here once, so that the page only shows it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.models import Action, Concern, Decision, Idea, Lesson, Risk
from partnerships.models import Partnership, SignOff
from partnerships.sides import Level, Stage

#: The columns that are read for each kind.
OF_PARTNERSHIP: Final = ("pk", "reference", "title", "state", "stage", "customer__name", "supplier__name")
OF_AGREEMENT: Final = ("pk", "title", "number", "end")
OF_ACTION: Final = (
    "pk", "number", "title", "state", "due", "partnership__reference", "partnership__title",
    "owner__given_name", "owner__family_name",
)  # fmt: skip
OF_SIGN_OFF: Final = (
    "pk", "number", "title", "state", "put_up_at", "partnership__reference", "partnership__title",
)  # fmt: skip

OF_RISK: Final = (
    "pk", "number", "event", "state", "exposure", "review_on", "partnership__reference", "partnership__title",
)  # fmt: skip
OF_IDEA: Final = (
    "pk", "number", "title", "stage", "set_aside_at", "moved_at", "partnership__reference",
    "partnership__title",
)  # fmt: skip
OF_LESSON: Final = (
    "pk", "number", "title", "category", "created_at", "partnership__reference", "partnership__title",
)  # fmt: skip
OF_CONCERN: Final = (
    "pk", "number", "title", "state", "level", "raised_at", "partnership__reference", "partnership__title",
)  # fmt: skip


OF_DECISION: Final = (
    "pk", "number", "title", "state", "taken_on", "partnership__reference", "partnership__title",
)  # fmt: skip
OF_CHARTER: Final = ("pk", "title", "charter__partnership__reference", "charter__partnership__title")


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    url: str
    more: str  # below the title
    chip: str = ""
    is_good: bool = False  # whether the chip says so
    when: str = ""
    is_late: bool = False


def partnership(row: Any, today: date) -> Hit:
    parties = (row.customer__name, _("with"), row.supplier__name or _("a supplier to be selected"))
    is_binding = row.state == Partnership.State.BINDING
    label = Stage(row.stage).label if is_binding else Partnership.State(row.state).label
    return Hit(row.title, reverse("overview", args=[row.reference]), " ".join(parties), chip=str(label))


def agreement(row: Any, today: date) -> Hit:
    until = _("until %(day)s") % {"day": date_format(row.end)} if row.end else ""
    return Hit(row.title, reverse("agreement", args=[row.pk]), row.number, when=until)


def action(row: Any, today: date) -> Hit:
    url = reverse("action", args=[row.partnership__reference, row.number])
    owner = f"{row.owner__given_name} {row.owner__family_name}".strip()
    where = f"{row.partnership__title} · {owner}"
    if row.state == Action.State.DONE:
        return Hit(row.title, url, where, chip=str(Action.State.DONE.label), is_good=True)
    by = _("by %(day)s") % {"day": date_format(row.due)}
    return Hit(row.title, url, where, when=by, is_late=row.due < today)


def charter(row: Any, today: date) -> Hit:
    where = f"{row.charter__partnership__title} · {_('charter')}"
    return Hit(row.title, reverse("charter", args=[row.charter__partnership__reference]), where)


def concern(row: Any, today: date) -> Hit:
    url = reverse("concern", args=[row.partnership__reference, row.number])
    where = f"{row.partnership__title} · {_('concern %(name)s') % {'name': f'C-{row.number}'}}"
    is_over = row.state == Concern.State.ENDED
    label = Concern.State.ENDED.label if is_over else Level(row.level).label
    return Hit(row.title, url, where, chip=str(label), is_good=is_over)


def risk(row: Any, today: date) -> Hit:
    url = reverse("risk", args=[row.partnership__reference, row.number])
    where = f"{row.partnership__title} · R-{row.number}"
    if row.state == Risk.State.CLOSED:
        return Hit(row.event, url, where, chip=str(Risk.State.CLOSED.label))
    review = _("review on %(day)s") % {"day": date_format(row.review_on)}
    return Hit(row.event, url, where, when=review, is_late=row.review_on < today)


def idea(row: Any, today: date) -> Hit:
    url = reverse("idea", args=[row.partnership__reference, row.number])
    if row.set_aside_at:
        return Hit(row.title, url, row.partnership__title, chip=_("Set aside"))
    is_good = row.stage == Idea.Stage.EFFECT_SHOWN
    return Hit(row.title, url, row.partnership__title, str(Idea.Stage(row.stage).label), is_good)


def lesson(row: Any, today: date) -> Hit:
    url = reverse("lesson", args=[row.partnership__reference, row.number])
    return Hit(row.title, url, row.partnership__title, chip=str(Lesson.Category(row.category).label))


def sign_off(row: Any, today: date) -> Hit:
    url = reverse("sign_off", args=[row.partnership__reference, row.number])
    state = SignOff.State(row.state)
    is_good = state == SignOff.State.SIGNED
    return Hit(row.title, url, f"{row.partnership__title} · S-{row.number}", str(state.label), is_good)


def decision(row: Any, today: date) -> Hit:
    url = reverse("decision", args=[row.partnership__reference, row.number])
    where = f"{row.partnership__title} · D-{row.number} · {date_format(row.taken_on)}"
    state = Decision.State(row.state)
    return Hit(row.title, url, where, str(state.label), state == Decision.State.SEALED)
