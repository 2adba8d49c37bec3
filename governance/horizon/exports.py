"""What is on the horizon to take along, as the list shows it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.horizon.models import HorizonItem


def exported(rows: QuerySet[HorizonItem]) -> Iterator[HorizonItem]:
    people = rows.select_related("watcher", "created_by")
    return people.order_by("counts_from", "pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("What is coming"), _("What is it?"), _("What it means for the service"), _("From when it counts"),
        _("Who watches it"), _("Side"), _("State"), _("Added by"), _("Added on"), _("Who sees it"),
    ]  # fmt: skip


def _row(one: HorizonItem) -> list[Value]:
    return [
        one.title, str(one.get_kind_display()), one.meaning, one.counts_from, one.watcher.name,
        str(one.get_watcher_side_display()), str(one.get_state_display()), one.created_by.name,
        timezone.localtime(one.created_at).date(), str(one.get_space_display()),
    ]  # fmt: skip


HORIZON = Export[HorizonItem](gettext_lazy("Horizon"), _headings, _row)
