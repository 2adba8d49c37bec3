from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.people.requests import person_of
from common.paging import Page, page_of
from partnerships.access.scope import AccessScope
from portfolio.search import hits, selectors
from portfolio.search.hits import Names, SearchResult, names_of

SIZE = 20
SHORTEST, LONGEST = 2, 100


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is searched: its heading, where it is found, in which order, how it looks."""

    title: Any
    icon: str
    find: Callable[[AccessScope, str], QuerySet[Any]]
    order: tuple[str, ...]
    columns: tuple[str, ...]
    hit: Callable[[Any, Names], SearchResult]


KINDS: Final[dict[str, Kind]] = {
    "partnerships": Kind(
        _("Partnerships"), "people",
        selectors.partnerships, ("title", "pk"), hits.OF_PARTNERSHIP, hits.partnership,
    ),
    "agreements": Kind(
        _("Agreements"), "file-earmark-text",
        selectors.agreements, ("title", "pk"), hits.OF_AGREEMENT, hits.agreement,
    ),
    # open ones first, for "open" comes after "done"
    "actions": Kind(
        _("Actions"), "check2-square",
        selectors.actions, ("-state", "due", "pk"), hits.OF_ACTION, hits.action,
    ),
    "charters": Kind(
        _("Charters"), "hand-thumbs-up",
        selectors.charters, ("title", "pk"), hits.OF_CHARTER, hits.charter,
    ),
    # "open" comes after "closed", too
    "risks": Kind(
        _("Risks"), "exclamation-diamond",
        selectors.risks, ("-state", "-exposure", "pk"), hits.OF_RISK, hits.risk,
    ),
    "ideas": Kind(
        _("Ideas"), "lightbulb",
        selectors.ideas, ("-moved_at", "-pk"), hits.OF_IDEA, hits.idea,
    ),
    "lessons": Kind(
        _("Lessons"), "journal-text",
        selectors.lessons, ("-created_at", "-pk"), hits.OF_LESSON, hits.lesson,
    ),
    "concerns": Kind(
        _("Concerns"), "chat-left-text",
        selectors.concerns, ("-state", "-raised_at", "-pk"), hits.OF_CONCERN, hits.concern,
    ),
    "decisions": Kind(
        _("Decisions"), "signpost",
        selectors.decisions, ("-taken_on", "-pk"), hits.OF_DECISION, hits.decision,
    ),
    "sign_offs": Kind(
        _("Signed together"), "pen",
        selectors.sign_offs, ("-submitted_at", "pk"), hits.OF_SIGN_OFF, hits.sign_off,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    key: str
    title: Any
    icon: str
    page: Page[Any]
    hits: list[SearchResult]
    more_url: str  # to this kind alone, where there is more of it


class SearchView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        only = request.GET.get("kind", "")
        kinds = [only] if only in KINDS else list(KINDS)
        scope = AccessScope(person_of(request))
        groups: list[Group] = []
        if len(words) >= SHORTEST:
            groups = _groups(scope, words, kinds, request.GET if len(kinds) == 1 else None)
        context = {
            "nav": "search",
            "search_words": words,
            "too_short": len(words) < SHORTEST,
            "only": only if only in KINDS else "",
            "groups": groups,
            "administered": scope.administered,
        }
        return render(request, "portfolio/search/search.html", context)


def _groups(scope: AccessScope, words: str, kinds: list[str], place: QueryDict | None) -> list[Group]:
    """What was found of each kind; from a ``place`` on where there is one kind alone."""
    pages = {
        key: page_of(
            KINDS[key].find(scope, words).values_list(*KINDS[key].columns, named=True),
            KINDS[key].order,
            place or QueryDict(),
            SIZE,
        )
        for key in kinds
    }
    names = names_of((row for page in pages.values() for row in page.rows), timezone.localdate())
    groups = []
    for key, page in pages.items():
        if page.rows:
            more_url = f"?{urlencode({'q': words, 'kind': key})}" if page.next_url and place is None else ""
            kind = KINDS[key]
            shown = [kind.hit(row, names) for row in page.rows]
            groups.append(Group(key, kind.title, kind.icon, page, shown, more_url))
    return groups
