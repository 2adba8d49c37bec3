"""The list of concerns to take along, as it is filtered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.concerns.models import Concern


def exported(rows: QuerySet[Concern]) -> Iterator[Concern]:
    return rows.select_related("raised_by").order_by("number").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Number"), _("Concern"), _("What I see"), _("What it does to us"), _("What I would wish"),
        _("Level"), _("State"), _("Raised by"), _("Side"), _("Raised on"), _("What we agreed"),
        _("Ended on"), _("Who sees it"),
    ]  # fmt: skip


def _row(one: Concern) -> list[Value]:
    return [
        one.name, one.title, one.text, one.effect, one.wish, str(one.get_level_display()),
        str(one.get_state_display()), one.raised_by.name, str(one.get_raised_side_display()),
        timezone.localtime(one.raised_at).date(), one.outcome,
        timezone.localtime(one.ended_at).date() if one.ended_at else None, str(one.get_space_display()),
    ]  # fmt: skip


CONCERNS = Export[Concern](gettext_lazy("Concerns"), _headings, _row)
