"""The list of closed health checks to take along."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.rounds.models import Round
from common.exports import AT_ONCE, Export, Value


def exported(rows: QuerySet[Round]) -> Iterator[Round]:
    return rows.order_by("-opened_at", "-pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Health check"), _("Opened"), _("Closed"), _("Going well"), _("Attention"), _("Of these gaps"),
        _("Customer answered"), _("Customer asked"), _("Supplier answered"), _("Supplier asked"),
    ]  # fmt: skip


def _row(one: Round) -> list[Value]:
    return [
        one.title, timezone.localtime(one.opened_at).date(),
        timezone.localtime(one.closed_at).date() if one.closed_at else None,
        one.going_well, one.attention, one.gaps, one.customer_answered, one.customer_asked,
        one.supplier_answered, one.supplier_asked,
    ]  # fmt: skip


HEALTH_CHECKS = Export[Round](gettext_lazy("Health checks"), _headings, _row)
