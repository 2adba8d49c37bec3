"""The organisations of the installation, for whoever operates it to take along."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.exports import AT_ONCE, Export, Value


def exported(organisations: QuerySet[Any]) -> Iterator[Any]:
    return organisations.order_by("normalised_name", "pk").iterator(chunk_size=AT_ONCE)


def _headings() -> list[str]:
    return [
        _("Name"), _("Number"), _("Country"), _("People"), _("Has an administrator"), _("Who is invited"),
        _("Invited until"),
    ]  # fmt: skip


def _row(one: Any) -> list[Value]:
    waits = bool(one.invited and not one.has_administrator)
    return [
        one.name, one.identifier, one.country, one.people_count, _("yes") if one.has_administrator else "",
        one.invited if waits else "", timezone.localtime(one.invited_until).date() if waits else None,
    ]  # fmt: skip


ORGANISATIONS = Export[Any](gettext_lazy("Organisations"), _headings, _row)
