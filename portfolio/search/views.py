"""Finding what a person may see by words in it: each kind of thing is offered by its room, and asked in its
order."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views import View

from accounts.people.requests import person_of
from common.paging import Page, page_of
from partnerships.access.scope import AccessScope
from partnerships.search.kinds import SIZE, SearchKind, SearchResult, names_of, search_kinds, shown_to

SHORTEST, LONGEST = 2, 100


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
        kinds = search_kinds()
        chosen = [kinds[only]] if only in kinds else list(kinds.values())
        scope = AccessScope(person_of(request))
        groups: list[Group] = []
        if len(words) >= SHORTEST:
            groups = _groups(scope, words, chosen, request.GET if only in kinds else None)
        context = {
            "nav": "search",
            "search_words": words,
            "too_short": len(words) < SHORTEST,
            "only": only if only in kinds else "",
            "groups": groups,
            "administered": scope.administered,
        }
        return render(request, "portfolio/search/search.html", context)


def _groups(scope: AccessScope, words: str, kinds: list[SearchKind], place: QueryDict | None) -> list[Group]:
    """What was found of each kind; from a ``place`` on where there is one kind alone."""
    shown = shown_to(scope)
    pages = [
        page_of(
            partial(kind.rows, shown, words),
            kind.order,
            place or QueryDict(),
            SIZE,
            first=partial(kind.first, shown, words),
        )
        for kind in kinds
    ]
    names = names_of((row for page in pages for row in page.rows), timezone.localdate())
    groups = []
    for kind, page in zip(kinds, pages, strict=True):
        if page.rows:
            query = urlencode({"q": words, "kind": kind.key})
            more_url = f"?{query}" if page.next_url and place is None else ""
            hits = [kind.look(row, names) for row in page.rows]
            groups.append(Group(kind.key, kind.title, kind.icon, page, hits, more_url))
    return groups
