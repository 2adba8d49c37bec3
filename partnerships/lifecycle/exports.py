"""The list of partnerships to take along, as it is filtered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.alphabet import in_alphabet
from common.exports import AT_ONCE, Export, Value
from partnerships.lifecycle.models import Partnership, PartnershipQuerySet


def exported(found: PartnershipQuerySet) -> Iterator[Partnership]:
    parties = found.select_related("customer", "supplier").defer("openness")
    return parties.order_by(*in_alphabet("title"), "pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Reference"), _("Partnership"), _("Customer"), _("Supplier"), _("Category"), _("Stage"), _("State"),
        _("Starts"), _("Ends"),
    ]  # fmt: skip


def _row(one: Partnership) -> list[Value]:
    return [
        one.reference, one.title, one.customer.name, one.supplier.name if one.supplier else "",
        str(one.get_category_display()), str(one.get_stage_display()), str(one.get_state_display()),
        one.start, one.end,
    ]  # fmt: skip


PARTNERSHIPS = Export[Partnership](gettext_lazy("Partnerships"), _headings, _row)
