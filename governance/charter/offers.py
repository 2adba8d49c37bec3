"""The charter is signed by both, comes up in a meeting when its review is due, carries files, and is found by
words once it is in force."""

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.stored_words import offer_stored_words
from common.word_search import has_words
from governance.agendas.selectors import Source, offer_to_agendas
from governance.charter import documents as charter_documents
from governance.charter import signing
from governance.charter.agenda import charter_facts, reviews
from governance.charter.models import CharterReview, CharterSection, CharterVersion
from governance.charter.versions import KIND
from partnerships.documents.kinds import offer_documents
from partnerships.files.targets import offer_attachments
from partnerships.search.kinds import Names, SearchKind, SearchResult, Shown, Words, offer_to_search
from partnerships.signing.kinds import Binding, offer_kind_to_sign
from partnerships.timeline.words import name_values

charter_page = page("charter")


def find(shown: Shown, words: Words) -> QuerySet[Any]:
    """Sections of the charters in force."""
    return CharterSection.objects.filter(
        has_words(words, "title", "text"),
        charter__in=CharterVersion.objects.visible_to(shown).current(),
        removed_at=None,
    ).annotate(partnership=F("charter__partnership"))


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    where = " · ".join([home.title, _("charter")])
    return SearchResult(row.title, charter_page(home.reference), where)


offer_to_agendas(
    Source(
        kind="charter",
        label=gettext_lazy("Charter"),
        icon="hand-thumbs-up",
        position=6,
        facts=charter_facts,
        url=page("charter_version"),
        find=reviews,
    )
)
offer_attachments(
    "charter",
    CharterVersion,
    label=gettext_lazy("Charter"),
    permission="write_charter",
    may_change=lambda _actor, charter: charter.is_in_workshop,
    is_sealed=lambda charter: not charter.is_in_workshop,
    page_name="charter_version",
)
offer_kind_to_sign(
    KIND,
    Binding(
        position=20,
        label=gettext_lazy("Charter"),
        content_of=signing.content_of,
        url_of=signing.url_of,
        when_signed=signing.when_signed,
        when_withdrawn=signing.when_withdrawn,
    ),
)
name_values("came_of_it", CharterReview.Outcome.choices)
offer_to_search(
    SearchKind(
        key="charters",
        position=40,
        title=gettext_lazy("Charters"),
        icon="hand-thumbs-up",
        find=find,
        order=("title", "pk"),
        columns=("pk", "title", "partnership"),
        look=look,
    )
)
offer_documents(*charter_documents.KINDS.values())
offer_stored_words(lambda: ["Charter, version %(number)s"])
