"""The list of actions to take along, as it is filtered."""

import zoneinfo
from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common.csv_rows import BYTE_ORDER_MARK, csv_lines
from governance.action_items.models import ActionItem
from partnerships.access.models import SpacedQuerySet

AT_ONCE = 500


def as_csv(actions: SpacedQuerySet, language: str, zone: str) -> Iterator[str]:
    """Some hundreds of lines at a time. They are written after the middleware has put language and time zone
    back, and so carry their own."""
    rows: Iterator[ActionItem] = (
        actions.select_related("owner").order_by("number").iterator(chunk_size=AT_ONCE)
    )
    head = True
    while (some := list(islice(rows, AT_ONCE))) or head:
        with translation.override(language), timezone.override(zoneinfo.ZoneInfo(zone)):
            text = BYTE_ORDER_MARK + csv_lines([_headings()]) if head else ""
            text += csv_lines(_rows(some))
        yield text
        head = False


def _headings() -> list[str]:
    return [
        _("Number"), _("What is to be done"), _("More about it"), _("Who does it"), _("Side"), _("By"),
        _("Level"), _("State"), _("Comes from"), _("Done on"), _("How it went"), _("Who sees it"),
    ]  # fmt: skip


def _rows(actions: Iterable[ActionItem]) -> Iterator[list[str]]:
    for action in actions:
        yield [
            str(action.number), action.title, action.description, action.owner.name,
            str(action.get_owner_side_display()), action.due.isoformat(), str(action.get_level_display()),
            str(action.get_state_display()), action.origin_label or str(action.get_origin_display()),
            timezone.localtime(action.done_at).date().isoformat() if action.done_at else "",
            action.done_note, str(action.get_space_display()),
        ]  # fmt: skip
