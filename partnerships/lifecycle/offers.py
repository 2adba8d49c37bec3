"""Partnerships are found by their names and those of their parties."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.word_search import has_words
from partnerships.lifecycle.models import Partnership
from partnerships.search.kinds import Names, SearchKind, SearchResult, Shown, Words, offer_to_search
from partnerships.sides import Stage

overview = page("overview")


def find(shown: Shown, words: Words) -> QuerySet[Partnership]:
    fields = ("title", "reference", "customer__name", "supplier__name")
    return Partnership.objects.filter(has_words(words, *fields), pk__among=shown.partnerships)


def look(row: Any, names: Names) -> SearchResult:
    parties = (row.customer__name, _("with"), row.supplier__name or _("a supplier to be selected"))
    is_binding = row.state == Partnership.State.BINDING
    label = Stage(row.stage).label if is_binding else Partnership.State(row.state).label
    return SearchResult(row.title, overview(row.reference), " ".join(parties), chip=str(label))


offer_to_search(
    SearchKind(
        key="partnerships",
        position=10,
        title=gettext_lazy("Partnerships"),
        icon="people",
        find=find,
        order=("title", "pk"),
        columns=("pk", "reference", "title", "state", "stage", "customer__name", "supplier__name"),
        look=look,
    )
)
