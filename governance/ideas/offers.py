"""Ideas carry files, their sponsors hand them over, and they are found by words."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.offers import page
from governance.ideas.models import Idea
from partnerships.files.targets import offer_attachments
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
from partnerships.sides import Side
from partnerships.timeline.words import name_values

idea_page = page("idea")


def held(side: Side) -> QuerySet[Any]:
    return held_as(f"{side.value}_sponsor", Idea.objects.live())


def move(handover: Handover) -> int:
    sponsor = f"{handover.side.value}_sponsor"
    return pass_on(handover, held(handover.side), sponsor, "idea.sponsor", fact="sponsor")


def find(shown: Shown, words: Words) -> QuerySet[Idea]:
    return records_with_words(Idea, shown, words, "title", "description", "hoped", "shown")


def look(row: Any, names: Names) -> SearchResult:
    home = names.homes[row.partnership]
    url = idea_page(home.reference, row.number)
    if row.set_aside_at:
        return SearchResult(row.title, url, home.title, chip=str(_("Set aside")))
    is_good = row.stage == Idea.Stage.EFFECT_SHOWN
    return SearchResult(row.title, url, home.title, str(Idea.Stage(row.stage).label), is_good)


offer_attachments("idea", Idea, label=_("Idea"), permission="change_idea")
offer_holding("ideas", move, position=40, label=_("Sponsored ideas"), held=held)
name_values("area", Idea.Area.choices)
name_values("stage", Idea.Stage.choices)
offer_to_search(
    SearchKind(
        key="ideas",
        position=60,
        title=_("Ideas"),
        icon="lightbulb",
        find=find,
        order=("-moved_at", "-pk"),
        columns=("pk", "number", "title", "stage", "set_aside_at", "moved_at", "partnership"),
        look=look,
        letter="I",
    )
)
