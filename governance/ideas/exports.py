"""The list of ideas to take along, as it is filtered."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value
from governance.ideas.models import Idea


def exported(rows: QuerySet[Idea]) -> Iterator[Idea]:
    return (
        rows.select_related("created_by", "customer_sponsor", "supplier_sponsor")
        .order_by("number")
        .iterator(chunk_size=AT_ONCE)
    )


def _headings() -> list[str]:
    return [
        _("Number"), _("Idea"), _("More about it"), _("Area"), _("Stage"), _("Hoped for"), _("Effect shown"),
        _("Raised by"), _("Side"), _("Raised on"), _("Sponsor at the customer"), _("Sponsor at the supplier"),
        _("Set aside on"), _("Why it was set aside"), _("Who sees it"),
    ]  # fmt: skip


def _row(one: Idea) -> list[Value]:
    return [
        one.number, one.title, one.description, str(one.get_area_display()), str(one.get_stage_display()),
        one.hoped, one.shown, one.created_by.name, str(one.get_raised_side_display()),
        timezone.localtime(one.created_at).date(),
        one.customer_sponsor.name if one.customer_sponsor else "",
        one.supplier_sponsor.name if one.supplier_sponsor else "",
        timezone.localtime(one.set_aside_at).date() if one.set_aside_at else None, one.set_aside_reason,
        str(one.get_space_display()),
    ]  # fmt: skip


IDEAS = Export[Idea](gettext_lazy("Ideas"), _headings, _row)
