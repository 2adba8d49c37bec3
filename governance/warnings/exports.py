"""The early warnings to take along, as the list shows them."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.warnings.models import EarlyWarning


def exported(rows: QuerySet[EarlyWarning]) -> Iterator[EarlyWarning]:
    return rows.order_by("-raised_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Early warning"), _("Raised by"), _("Side"), _("Raised on"), _("Closed for the customer by"),
        _("Closed for the customer on"), _("Closed for the supplier by"), _("Closed for the supplier on"),
    ]  # fmt: skip


def _row(one: EarlyWarning) -> list[Value]:
    customer, supplier = one.customer_closed_by, one.supplier_closed_by
    return [
        one.text, one.raised_by.name, str(one.get_raised_side_display()), _day(one.raised_at),
        customer.name if customer else "", _day(one.customer_closed_at),
        supplier.name if supplier else "", _day(one.supplier_closed_at),
    ]  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


WARNINGS = Export[EarlyWarning](gettext_lazy("Early warnings"), _headings, _row)
