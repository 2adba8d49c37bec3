"""What goes with a text that waits for signatures is added by those who may put one up; then it stays. It is
found by its title."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.offers import page
from common.stored_words import in_own_language
from common.word_search import has_words
from partnerships.documents.kinds import offer_documents
from partnerships.files.targets import offer_attachments
from partnerships.search.kinds import Names, SearchKind, SearchResult, Shown, Words, offer_to_search
from partnerships.signing.documents import SIGNED_TEXT
from partnerships.signing.models import SignOff

sign_off_page = page("sign_off")


def find(shown: Shown, words: Words) -> QuerySet[SignOff]:
    """What both sign belongs to both: whoever sees the partnership finds it."""
    return SignOff.objects.filter(has_words(words, "title"), partnership__among=shown.partnerships)


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = sign_off_page(home.reference, row.number)
    state = SignOff.State(row.state)
    is_good = state == SignOff.State.SIGNED
    return SearchResult(
        in_own_language(row.title), url, f"{home.title} · S-{row.number}", str(state.label), is_good
    )


offer_attachments(
    "sign-off",
    SignOff,
    label=_("For signature"),
    permission="submit_for_signature",
    may_change=lambda _actor, sign_off: sign_off.is_waiting,
    is_sealed=lambda sign_off: not sign_off.is_waiting,
    page_name="sign_off",
)
offer_to_search(
    SearchKind(
        key="sign_offs",
        position=100,
        title=_("Signed together"),
        icon="pen",
        find=find,
        order=("-submitted_at", "pk"),
        columns=("pk", "number", "title", "state", "submitted_at", "partnership"),
        look=look,
        letter="S",
    )
)
offer_documents(SIGNED_TEXT)
