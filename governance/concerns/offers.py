"""Concerns come up in meetings of their level, carry files, are handed over, and are found by words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.offers import page
from common.prepared import GivenList
from common.stored_words import offer_stored_words
from governance.agendas.candidates import FirstOfEach, name_and_side
from governance.agendas.selectors import Fact, Offered, Source, Suggestion, offer_to_agendas
from governance.concerns.models import Concern
from governance.meetings.models import Meeting
from partnerships.files.targets import offer_attachments
from partnerships.lifecycle.models import Partnership
from partnerships.people.holdings import Handover, held_as, offer_holding, pass_on
from partnerships.search.kinds import (
    Names,
    SearchKind,
    SearchResult,
    Shown,
    Words,
    offer_to_search,
    records_with_words,
)
from partnerships.sides import Level, Side, Space

concern_page = page("concern")


ON_LEVEL = FirstOfEach(
    lambda: Concern.objects.filter(
        partnership__among=GivenList("partnerships"),
        space=Space.JOINT,
        state=Concern.State.OPEN,
        level__among=GivenList("levels"),
    ),
    group=("partnership_id", "level"),
    order=("raised_at", "pk"),
    columns=("partnership_id", "level", "number", "title", "due_on"),
)


def on_level(meetings: Sequence[Meeting], now: datetime) -> Offered:
    """Those that stand on the level of the meeting: what both sides see."""
    groups = ON_LEVEL.of(meetings)
    return {
        meeting.pk: (_suggestion(row) for row in groups.get((meeting.partnership_id, meeting.level), []))
        for meeting in meetings
    }


def _suggestion(row: Any) -> Suggestion:
    why = _("to be settled by %(day)s") % {"day": date_format(row.due_on)} if row.due_on else ""
    return Suggestion("concern", str(row.number), f"C-{row.number}: {row.title}"[:200], why, 15)


def facts(partnership: Partnership, keys: Sequence[str]) -> dict[str, Fact]:
    """In the words in which it was raised."""
    rows = Concern.objects.filter(partnership=partnership, space=Space.JOINT, number__in=keys)
    found = {}
    for row in rows.select_related("raised_by"):
        row.partnership = partnership
        said = [
            (_("Raised by"), name_and_side(row.raised_by.name, row.raised_side)),
            (_("What I see"), row.text),
            (_("What it does to us"), row.effect),
            (_("What I would wish"), row.wish),
            (_("Level"), str(row.get_level_display())),
        ]
        if row.outcome and not row.is_open:
            said.append((_("What we agreed"), row.outcome))
        found[str(row.number)] = Fact(row.get_absolute_url(), said)
    return found


def held(side: Side) -> QuerySet[Any]:
    return held_as(f"{side.value}_holder", Concern.objects.going().filter(space=Space.JOINT))


def move(handover: Handover) -> int:
    side = handover.side
    return pass_on(
        handover, held(side), f"{side.value}_holder", "concern.handed", fact="holder", side=side.value
    )


def find(shown: Shown, words: Words) -> QuerySet[Concern]:
    return records_with_words(Concern, shown, words, "title", "text", "effect", "wish", "outcome")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = concern_page(home.reference, row.number)
    where = " · ".join([home.title, _("concern %(name)s") % {"name": f"C-{row.number}"}])
    is_over = row.state == Concern.State.ENDED
    label = Concern.State.ENDED.label if is_over else Level(row.level).label
    return SearchResult(row.title, url, where, chip=str(label), is_good=is_over)


offer_to_agendas(
    Source(
        kind="concern",
        label=gettext_lazy("Concern"),
        icon="chat-heart",
        position=40,
        facts=facts,
        url=concern_page,
        find=on_level,
    )
)
offer_attachments("concern", Concern, label=gettext_lazy("Concern"), permission="change_concern")
offer_holding("concerns", move, position=50, label=gettext_lazy("Concerns in hand"), held=held)
offer_to_search(
    SearchKind(
        key="concerns",
        position=80,
        title=gettext_lazy("Concerns"),
        icon="chat-left-text",
        find=find,
        order=("-state", "-raised_at", "-pk"),
        columns=("pk", "number", "title", "state", "level", "raised_at", "partnership"),
        look=look,
        letter="C",
    )
)
offer_stored_words(lambda: ["concern %(name)s"])
