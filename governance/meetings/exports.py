"""The list of meetings to take along, as it is filtered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value, moment
from governance.meetings.models import Meeting


def exported(rows: QuerySet[Meeting]) -> Iterator[Meeting]:
    return rows.select_related("board").order_by("starts_at", "pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Number"), _("Meeting"), _("Board"), _("Level"), _("Starts"), _("Minutes long"), _("Time zone"),
        _("Place"), _("Link"), _("State"), _("Reason"),
    ]  # fmt: skip


def _row(one: Meeting) -> list[Value]:
    return [
        one.number, one.title, one.board.name if one.board else "", str(one.get_level_display()),
        moment(one.starts_at, one.zone),
        one.minutes_long, one.time_zone, one.place, one.link, str(one.get_state_display()), one.reason,
    ]  # fmt: skip


MEETINGS = Export[Meeting](gettext_lazy("Meetings"), _headings, _row)
