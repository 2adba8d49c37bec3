"""Who is named to sign in another's stead, to take along."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from partnerships.mandates.models import Mandate

#: A mandate, and whether it is "current", "coming", "over" or "idle".
Line = tuple[Mandate, str]


def exported(named: QuerySet[Mandate], able: set[int], today: date) -> Iterator[Line]:
    for row in named.order_by("-named_at", "-pk").iterator(chunk_size=AT_ONCE):
        yield row, state_of(row, row.pk in able, today)


def state_of(mandate: Mandate, is_able: bool, today: date) -> str:
    """ "current", "coming", "over", or "idle" where its holder's role has ended."""
    if is_able:
        return "current"
    if mandate.ends(today):
        return "over"
    return "coming" if mandate.since > today else "idle"


def _headings() -> list[str]:
    return [
        _("Who"), _("Side"), _("State"), _("In writing"), _("From"), _("To"), _("Named by"), _("Named on"),
        _("Ended by"), _("Ended on"),
    ]  # fmt: skip


def _row(line: Line) -> list[Value]:
    one, state = line
    states = {
        "current": _("may sign"), "coming": _("from later on"), "idle": _("has no role here any more"),
        "over": _("over"),
    }  # fmt: skip
    return [
        one.person.name, str(one.get_side_display()), states[state], one.wording, one.since, one.until,
        one.named_by.name, timezone.localtime(one.named_at).date(),
        one.ended_by.name if one.ended_by else "",
        timezone.localtime(one.ended_at).date() if one.ended_at else None,
    ]  # fmt: skip


SIGNERS = Export[Line](gettext_lazy("Who signs"), _headings, _row)
