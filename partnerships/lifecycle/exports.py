"""The list of partnerships to take along, as it is filtered."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.alphabet import in_alphabet
from common.exports import AT_ONCE, Export, Value, moment
from partnerships.lifecycle.emails import rows_of
from partnerships.lifecycle.models import ChangeProposal, Partnership, PartnershipQuerySet


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


def _headings_of_changes() -> list[str]:
    return [
        _("What changes"), _("From and to"), _("Why"), _("Side"), _("Proposed by"), _("Proposed"), _("State"),
        _("Answered by"), _("Answered"), _("Answer"),
    ]  # fmt: skip


def _row_of_changes(one: ChangeProposal) -> list[Value]:
    rows = "; ".join(f"{what}: {before} → {after}" for what, before, after in rows_of(one.change))
    answered_by = one.answered_by.name if one.answered_by else ""
    return [
        str(one.get_kind_display()), rows, one.reason, str(one.get_side_display()), one.proposed_by.name,
        moment(one.proposed_at), str(one.get_state_display()), answered_by, moment(one.answered_at),
        one.answer_reason,
    ]  # fmt: skip


CHANGES = Export[ChangeProposal](gettext_lazy("Changes"), _headings_of_changes, _row_of_changes)
