"""The register of decisions to take along, as it is filtered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.decisions.models import Decision
from partnerships.access.models import SpacedQuerySet


def exported(decisions: SpacedQuerySet) -> Iterator[Decision]:
    rows = decisions.select_related("board", "meeting", "replaces").order_by("number")
    return rows.iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Number"), _("Decided on"), _("Decision"), _("More about it"), _("Board"), _("Level"), _("Meeting"),
        _("Takes over how the supplier works"), _("Risk that moves back to the customer"), _("Replaces"),
        _("State"),
    ]  # fmt: skip


def _row(one: Decision) -> list[Value]:
    return [
        one.name, one.taken_on, one.title, one.text, one.board.name if one.board else "",
        str(one.get_level_display()), one.meeting.number, _("yes") if one.takes_over else _("no"),
        one.moved_back, one.replaces.name if one.replaces else "", str(one.get_state_display()),
    ]  # fmt: skip


REGISTER = Export[Decision](gettext_lazy("Decisions"), _headings, _row)
