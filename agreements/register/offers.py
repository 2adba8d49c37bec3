"""Agreements are found by words."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.register.models import Agreement, AgreementParty
from agreements.register.selectors import with_words
from common.offers import page
from common.prepared import Refused
from partnerships.lifecycle.suppliers import offer_acquaintances
from partnerships.search.kinds import Names, SearchKind, SearchResult, Shown, Words, offer_to_search


def acquainted(own: Collection[int]) -> Q:
    """The parties of what stands in one's own register."""
    parties = AgreementParty.objects.filter(agreement__register__in=own)
    return Q(pk__in=parties.order_by().values("organisation"))


offer_acquaintances(acquainted)
agreement_page = page("agreement")


def find(shown: Shown, words: Words) -> QuerySet[Agreement]:
    """By a party's name only where the person sees the parties: a supplier is not to find another."""
    if shown.scope is None or not isinstance(words, str):
        raise Refused("Organisations with the words in their names are asked for before")
    return with_words(Agreement.objects.seen_by(shown.scope), words, shown.scope)


def look(row: Any, names: Names) -> SearchResult:
    until = _("until %(day)s") % {"day": date_format(row.end)} if row.end else ""
    return SearchResult(row.title, agreement_page(row.pk), row.number, when=until)


offer_to_search(
    SearchKind(
        key="agreements",
        position=20,
        title=gettext_lazy("Agreements"),
        icon="file-earmark-text",
        find=find,
        order=("title", "pk"),
        columns=("pk", "title", "number", "end"),
        look=look,
        is_prepared=False,
    )
)
