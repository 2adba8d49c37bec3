"""Decisions of last time come up in a meeting; they carry files, and are found by words."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from common.offers import page
from governance.agendas.candidates import by_group
from governance.agendas.selectors import Fact, Source, offer_to_agendas
from governance.decisions.models import Decision
from partnerships.files.targets import offer_attachments
from partnerships.lifecycle.models import Partnership
from partnerships.search.kinds import (
    Names,
    SearchKind,
    SearchResult,
    Shown,
    Words,
    offer_to_search,
    records_with_words,
)
from partnerships.sides import Space

decision_page, minutes_page = page("decision"), page("minutes")


def facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    rows = Decision.objects.filter(partnership=partnership, space=Space.JOINT, meeting__number__in=keys)
    decided = by_group(list(rows.select_related("meeting").order_by("number")), "meeting")
    return {
        str(meeting.number): Fact(
            minutes_page(partnership.reference, meeting.number),
            [(decision.name, decision.title) for decision in decisions],
        )
        for (meeting,), decisions in decided.items()
    }


def find(shown: Shown, words: Words) -> QuerySet[Decision]:
    return records_with_words(Decision, shown, words, "title", "text")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = decision_page(home.reference, row.number)
    where = f"{home.title} · D-{row.number} · {date_format(row.taken_on)}"
    state = Decision.State(row.state)
    return SearchResult(row.title, url, where, str(state.label), state == Decision.State.SEALED)


offer_to_agendas(
    Source(
        kind="decisions",
        label=_("Decisions of last time"),
        icon="signpost",
        position=10,
        facts=facts,
        url=minutes_page,
        # what the meeting before left over is found in one go, see ``governance.minutes.left_over``
        find=None,
    )
)
offer_attachments(
    "decision",
    Decision,
    label=_("Decision"),
    permission="write_minutes",
    may_change=lambda _actor, decision: not decision.is_sealed,
    is_sealed=lambda decision: decision.is_sealed,
)
offer_to_search(
    SearchKind(
        key="decisions",
        position=90,
        title=_("Decisions"),
        icon="signpost",
        find=find,
        order=("-taken_on", "-pk"),
        columns=("pk", "number", "title", "state", "taken_on", "partnership"),
        look=look,
        letter="D",
    )
)
