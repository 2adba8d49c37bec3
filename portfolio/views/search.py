from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.requests import person_of
from partnering.paging import Page, page_by_key, page_of
from partnerships.standing import Standing
from portfolio import hits, searching
from portfolio.hits import Hit

SIZE = 20
SHORTEST, LONGEST = 2, 100


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is searched: its heading, where it is found, in which order, how it looks."""

    title: Any
    icon: str
    find: Callable[[Standing, str], QuerySet[Any]]
    order: tuple[str, ...]
    columns: tuple[str, ...]
    hit: Callable[[Any, date], Hit]
    #: Of these there are many, and what they belong to is looked up only once the page is found.
    are_many: bool = False


KINDS: Final[dict[str, Kind]] = {
    "partnerships": Kind(
        _("Partnerships"), "people",
        searching.partnerships, ("title", "pk"), hits.OF_PARTNERSHIP, hits.partnership,
    ),
    "agreements": Kind(
        _("Agreements"), "file-earmark-text",
        searching.agreements, ("title", "pk"), hits.OF_AGREEMENT, hits.agreement,
    ),
    # open ones first, for "open" comes after "done"
    "actions": Kind(
        _("Actions"), "check2-square",
        searching.actions, ("-state", "due", "pk"), hits.OF_ACTION, hits.action, are_many=True,
    ),
    "charters": Kind(
        _("Charters"), "hand-thumbs-up",
        searching.charters, ("title", "pk"), hits.OF_CHARTER, hits.charter, are_many=True,
    ),
    # "open" comes after "closed", too
    "risks": Kind(
        _("Risks"), "exclamation-diamond",
        searching.risks, ("-state", "-exposure", "pk"), hits.OF_RISK, hits.risk, are_many=True,
    ),
    "ideas": Kind(
        _("Ideas"), "lightbulb",
        searching.ideas, ("-moved_at", "-pk"), hits.OF_IDEA, hits.idea, are_many=True,
    ),
    "lessons": Kind(
        _("Lessons"), "journal-text",
        searching.lessons, ("-created_at", "-pk"), hits.OF_LESSON, hits.lesson, are_many=True,
    ),
    "concerns": Kind(
        _("Concerns"), "chat-left-text",
        searching.concerns, ("-state", "-raised_at", "-pk"), hits.OF_CONCERN, hits.concern, are_many=True,
    ),
    "decisions": Kind(
        _("Decisions"), "signpost",
        searching.decisions, ("-taken_on", "-pk"), hits.OF_DECISION, hits.decision, are_many=True,
    ),
    "sign_offs": Kind(
        _("Signed together"), "pen",
        searching.sign_offs, ("-put_up_at", "pk"), hits.OF_SIGN_OFF, hits.sign_off, are_many=True,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    key: str
    title: Any
    icon: str
    page: Page[Any]
    hits: list[Hit]
    more_url: str  # to this kind alone, where there is more of it


class SearchView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        only = request.GET.get("kind", "")
        kinds = [only] if only in KINDS else list(KINDS)
        standing = Standing(person_of(request))
        groups: list[Group] = []
        if len(words) >= SHORTEST:
            groups = [_group(standing, key, words, request.GET, len(kinds) == 1) for key in kinds]
        context = {
            "nav": "search",
            "search_words": words,
            "too_short": len(words) < SHORTEST,
            "only": only if only in KINDS else "",
            "groups": [group for group in groups if group.page.rows],
            "administered": standing.administered,
        }
        return render(request, "portfolio/search.html", context)


def _group(standing: Standing, key: str, words: str, query: QueryDict, alone: bool) -> Group:
    kind = KINDS[key]
    found = kind.find(standing, words)
    place = query if alone else QueryDict()
    if kind.are_many:
        page = page_by_key(found, kind.columns, kind.order, place, SIZE)
    else:
        page = page_of(found.values_list(*kind.columns, named=True), kind.order, place, SIZE)
    more = QueryDict(mutable=True)
    more.update({"q": words, "kind": key})
    more_url = f"?{more.urlencode()}" if page.next_url and not alone else ""
    today = timezone.localdate()
    shown = [kind.hit(row, today) for row in page.rows]
    return Group(key, kind.title, kind.icon, page, shown, more_url)
