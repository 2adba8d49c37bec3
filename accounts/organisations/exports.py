"""The people of an organisation to take along."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.organisations.models import Membership
from common.alphabet import in_alphabet
from common.exports import AT_ONCE, Export, Value


def exported(memberships: QuerySet[Membership]) -> Iterator[Membership]:
    return memberships.order_by(*in_alphabet("person__given_name", "person__family_name"), "pk").iterator(
        chunk_size=AT_ONCE
    )


def _headings() -> list[str]:
    return [_("Name"), _("Email"), _("Administrator"), _("Officer"), _("Since")]


def _row(one: Membership) -> list[Value]:
    return [
        one.person.name, one.person.email, _("yes") if one.is_administrator else "",
        _("yes") if one.is_officer else "", timezone.localtime(one.joined_at).date(),
    ]  # fmt: skip


OUR_PEOPLE = Export[Membership](gettext_lazy("Our people"), _headings, _row)
